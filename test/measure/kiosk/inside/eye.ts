/** Watches one pixel of the kiosk's screen, whenever there is a screen. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { nowMs } from './clock.ts';
import { asKiosk } from './kiosk.ts';

/** The page of the exhibit (../box.ts), within what drawing in software rounds. */
const RIGHT = [0x9a, 0x30, 0x60] as const;
const ROUNDED = 2;

export class Eye {
  readonly #watch: ChildProcess;
  #since: number | null = null;

  /** It sleeps while nothing changes there: what is timed may need the processor itself. */
  constructor() {
    const [program, ...args] = asKiosk(['python3', '/checkout/test/fixtures/watch-pixel.py', '20', '20']);
    this.#watch = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (this.#watch.stdout !== null) createInterface(this.#watch.stdout).on('line', (line) => this.#see(line));
  }

  /** The page is there, and has been for so long. */
  isSteady(forMs: number): boolean {
    return this.#since !== null && nowMs() - this.#since >= forMs;
  }

  /** When the page came that has been there ever since; null: it is not there now. */
  get steadySince(): number | null {
    return this.#since;
  }

  close(): void {
    this.#watch.kill('SIGKILL');
  }

  /** One line of watch-pixel.py. */
  #see(line: string): void {
    const [at = '', colour = ''] = line.split(' ');
    const parts = Buffer.from(colour, 'hex');
    const right = parts.length === RIGHT.length && RIGHT.every((value, index) => Math.abs(value - (parts[index] ?? 0)) <= ROUNDED);
    if (!right) this.#since = null;
    else this.#since ??= Number(at);
  }
}
