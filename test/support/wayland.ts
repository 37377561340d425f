/** A private headless Wayland session for lab tests (test/lab/wayland-run), and eyes on it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

import { createInterface } from 'node:readline';
import { missingPrograms } from './programs.ts';

export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** What a lab test needs of this machine and does not find; empty: everything is there. */
export function missingForWayland(): readonly string[] {
  return missingPrograms(['sway', 'grim', 'swaymsg', 'dbus-run-session', ...(asRoot ? ['setpriv'] : [])]);
}

const asRoot = process.getuid?.() === 0;

/** The command as the user of the session: root becomes `kiosk`, so that Chromium's sandbox stays on. */
export function asSessionUser(command: readonly string[]): [string, ...string[]] {
  const [program = 'true', ...rest] = command;
  return asRoot ? ['setpriv', '--reuid=kiosk', '--regid=kiosk', '--init-groups', program, ...rest] : [program, ...rest];
}

export class WaylandSession {
  /** What programs need in their environment to show something in it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, environment: Readonly<Record<string, string>>) {
    this.#process = process;
    this.environment = environment;
  }

  static async start(size: string): Promise<WaylandSession> {
    // It lives as long as `cat` has somebody to read from: also a test that is killed leaves no session behind.
    const script =
      'env | grep -E "^(WAYLAND_DISPLAY|SWAYSOCK|XDG_RUNTIME_DIR|XDG_SESSION_TYPE|DBUS_SESSION_BUS_ADDRESS|HOME)="; echo; exec cat';
    const command = [join(import.meta.dirname, '..', 'lab', 'wayland-run'), '--size', size, 'sh', '-c', script];
    const child = spawn('bash', command, { stdio: ['pipe', 'pipe', 'inherit'], cwd: '/' });
    const environment: Record<string, string> = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C.UTF-8' };
    for await (const line of createInterface(child.stdout)) {
      if (line === '') return new WaylandSession(child, environment);
      const [name = '', ...value] = line.split('=');
      environment[name] = value.join('=');
    }
    throw new Error('the Wayland session ended before it began');
  }

  /** The colour of one pixel of the screen. */
  async pixel(x: number, y: number): Promise<Colour> {
    const picture = await this.#run(['grim', '-t', 'ppm', '-g', `${x},${y} 1x1`, '-']);
    const [red = 0, green = 0, blue = 0] = picture.subarray(-3);
    return { red, green, blue };
  }

  /** The whole screen as PNG. */
  screenshot(): Promise<Buffer> {
    return this.#run(['grim', '-']);
  }

  async sway(...command: string[]): Promise<string> {
    return (await this.#run(['swaymsg', ...command])).toString('utf8');
  }

  async end(): Promise<void> {
    this.#process.stdin?.end();
    if (this.#process.exitCode === null) await once(this.#process, 'exit');
  }

  async #run(command: readonly string[]): Promise<Buffer> {
    const [program, ...args] = asSessionUser(command);
    const options = { env: this.environment, cwd: '/', encoding: 'buffer', maxBuffer: 1 << 26 } as const;
    return (await execute(program, args, options)).stdout;
  }
}
