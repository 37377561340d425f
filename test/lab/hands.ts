/** Hands on a session: keys by wtype, a mouse by test/lab/pointer. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asSessionUser, type WaylandSession } from '../support/wayland.ts';

const execute = promisify(execFile);

export class Hands {
  readonly #session: WaylandSession;
  readonly #mouse: ChildProcess;

  constructor(session: WaylandSession, [width, height]: readonly [number, number]) {
    this.#session = session;
    // Debian's python3, which every user may run; as text: the folder it lies in may be closed to the session's user.
    const script = readFileSync(join(import.meta.dirname, 'pointer'), 'utf8');
    const [program, ...args] = asSessionUser(['/usr/bin/python3', '-c', script, `${width}`, `${height}`]);
    this.#mouse = spawn(program, args, { env: session.environment, cwd: '/', stdio: ['pipe', 'ignore', 'inherit'] });
  }

  /** A line for `pointer`: `click X Y [button]`, `drag X Y X2 Y2`, ... */
  mouse(line: string): void {
    this.#mouse.stdin?.write(`${line}\n`);
  }

  /** Arguments for wtype. The first key of a new keyboard is lost without a wait. */
  async keys(...args: readonly string[]): Promise<void> {
    const [program, ...rest] = asSessionUser(['wtype', '-s', '300', ...args]);
    await execute(program, rest, { env: this.#session.environment, cwd: '/' });
  }

  async close(): Promise<void> {
    this.#mouse.stdin?.end();
    if (this.#mouse.exitCode === null) await once(this.#mouse, 'exit');
  }
}
