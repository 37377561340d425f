/** Looks at one pixel of the kiosk's screen again and again, whenever there is a screen. */
import { type ChildProcess, spawn } from 'node:child_process';
import { nowMs } from './clock.ts';
import { asKiosk } from './kiosk.ts';

/** The page of the exhibit (exhibit.ts). */
const RIGHT = [0x9a, 0x30, 0x60] as const;
const HEAD_BYTES = 'P6\n1 1\n255\n'.length;
const PICTURE_BYTES = HEAD_BYTES + RIGHT.length;
/** So long without a look means that there was no screen. */
const GAP_MS = 300;

interface Look {
  readonly at: number;
  readonly right: boolean;
}

export class Eye {
  readonly #looks: Look[] = [];
  readonly #loop: ChildProcess;

  /** `pauseMs`: between two looks. Each takes about 25 ms of a core: what is timed may need that core itself. */
  constructor(pauseMs: number) {
    // One that hangs on a dying compositor must not end all looking.
    const script = `while :; do timeout 1 grim -t ppm -g "20,20 1x1" - 2>/dev/null; sleep ${pauseMs / 1_000}; done`;
    const [program, ...args] = asKiosk(['sh', '-c', script]);
    this.#loop = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    let rest = Buffer.alloc(0);
    this.#loop.stdout?.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (; rest.length >= PICTURE_BYTES; rest = rest.subarray(PICTURE_BYTES)) {
        const pixel = rest.subarray(HEAD_BYTES, PICTURE_BYTES);
        this.#looks.push({ at: nowMs(), right: RIGHT.every((value, index) => Math.abs(value - (pixel[index] ?? 0)) <= 2) });
      }
    });
  }

  /** The last look was so long ago, or so long ago the page was there for the whole of this time. */
  isSteady(forMs: number): boolean {
    const since = this.steadySince();
    return since !== null && nowMs() - since >= forMs;
  }

  /** When the page was seen first that has been there ever since; null: it is not there now. */
  steadySince(): number | null {
    let since: number | null = null;
    let after = nowMs();
    for (const { at, right } of this.#looks.toReversed()) {
      if (!right || after - at > GAP_MS) break;
      since = at;
      after = at;
    }
    return since;
  }

  close(): void {
    if (this.#loop.pid !== undefined) process.kill(-this.#loop.pid, 'SIGKILL');
  }
}
