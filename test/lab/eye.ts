/** Looks at one pixel of a screen as fast as `grim` goes (45 to 49 times a second at 1280x720), for as long as it is wanted. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { asSessionUser, type Colour, type WaylandSession } from '../support/wayland.ts';

export interface Look {
  /** When the answer was there, in milliseconds of `performance.now`: the picture is about 20 ms older. */
  readonly at: number;
  readonly colour: Colour;
}

/** A picture of one pixel: `P6 1 1 255` in three lines, and its three bytes. */
const HEAD_BYTES = 'P6\n1 1\n255\n'.length;
const PICTURE_BYTES = HEAD_BYTES + 3;

export class Eye {
  readonly looks: Look[] = [];
  readonly #loop: ChildProcess;

  constructor(session: WaylandSession, x = 20, y = 20) {
    const script = `while grim -t ppm -g "${x},${y} 1x1" -; do :; done`;
    const [program, ...args] = asSessionUser(['sh', '-c', script]);
    const loop = spawn(program, args, { env: session.environment, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    let rest = Buffer.alloc(0);
    loop.stdout.on('data', (chunk: Buffer) => {
      const at = performance.now();
      rest = Buffer.concat([rest, chunk]);
      for (; rest.length >= PICTURE_BYTES; rest = rest.subarray(PICTURE_BYTES)) {
        const [red = 0, green = 0, blue = 0] = rest.subarray(HEAD_BYTES, PICTURE_BYTES);
        this.looks.push({ at, colour: { red, green, blue } });
      }
    });
    this.#loop = loop;
  }

  /** The looks since then. */
  since(at: number): readonly Look[] {
    return this.looks.filter((look) => look.at >= at);
  }

  async close(): Promise<void> {
    const { pid } = this.#loop;
    if (pid === undefined || this.#loop.exitCode !== null) return;
    process.kill(-pid, 'SIGKILL');
    await once(this.#loop, 'exit');
  }
}
