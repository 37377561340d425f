/**
 * What services write, on the terminal of a developer as well: `invigil run` in the foreground. Each line stands behind the name of
 * its service, in a colour of its own.
 *
 * A terminal is slow, and may be held with Ctrl+S: one write is on its way at a time, 64 KiB wait at most, and what has no room is
 * left out and said. So a terminal delays neither the log files nor a service.
 */
import { write } from 'node:fs';
import { createColors } from 'picocolors';
import { type Level, PREFIX_BYTES } from '../line.ts';
import { shownLine } from '../shown.ts';
import { plainText } from '../text.ts';
import { sizeInWords } from './drops.ts';

const STDOUT = 1;
/** In characters. */
const MOST_WAITING = 64 * 1024;
/** Room for most names, so that the text of different services stands in one column. */
const NAME_WIDTH = 10;
/** None of those that stand for a level. */
const NAME_COLOURS = ['cyan', 'blue', 'magentaBright', 'cyanBright', 'blueBright', 'white'] as const;

const INVIGIL = 'i'.charCodeAt(0);

export class Echo {
  readonly #coloured: boolean;
  readonly #descriptor: number;
  readonly #names = new Map<string, string>();
  #noted: string | null = null;
  #waiting = '';
  /** Bytes that had no room since it was last said. */
  #leftOut = 0;
  #writing: Promise<void> | null = null;

  constructor(coloured: boolean, descriptor = STDOUT) {
    this.#coloured = coloured;
    this.#descriptor = descriptor;
  }

  /** Stamped lines of a service on their way to its file; marks are left out: `note` brings those that matter. */
  lines(service: string, stamped: Buffer): void {
    let from = 0;
    while (from < stamped.length && this.#waiting.length < MOST_WAITING) {
      const end = stamped.indexOf(10, from);
      // `inv` alone begins with this letter.
      if (stamped[from + PREFIX_BYTES - 4] !== INVIGIL) {
        this.#add(service, shownLine(stamped.toString('utf8', from + PREFIX_BYTES, end), this.#coloured));
      }
      from = end + 1;
    }
    this.#leftOut += stamped.length - from;
  }

  /** What happens to a service is on the terminal already; what goes wrong with it is not. */
  note(service: string, text: string, level: Level): void {
    if (level === 'info') return;
    this.#noted = `${service}: ${text}`;
    for (const line of text.split('\n')) this.#add(service, `-- ${plainText(line)}`);
  }

  /** Whether the supervisor says of a service what was noted of it just before. */
  hasSaid(text: string): boolean {
    return text === this.#noted;
  }

  /** Resolves when everything that waits is written. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  #add(service: string, text: string): void {
    this.#waiting += `${this.#nameOf(service)} | ${text}\n`;
    this.#writing ??= this.#run();
  }

  #nameOf(service: string): string {
    const known = this.#names.get(service);
    if (known !== undefined) return known;
    const colour = NAME_COLOURS[this.#names.size % NAME_COLOURS.length] ?? 'white';
    const name = createColors(this.#coloured)[colour](service.padEnd(NAME_WIDTH));
    this.#names.set(service, name);
    return name;
  }

  async #run(): Promise<void> {
    while (this.#waiting !== '') {
      const text = this.#waiting;
      this.#waiting = '';
      await this.#write(Buffer.from(text));
      if (this.#leftOut > 0) this.#waiting += `-- ${sizeInWords(this.#leftOut)} of output not shown: invigil logs has it\n`;
      this.#leftOut = 0;
    }
    this.#writing = null;
  }

  async #write(bytes: Buffer): Promise<void> {
    for (let rest = bytes; rest.length > 0; ) {
      const written = await new Promise<number>((resolve) => {
        // A terminal that has gone takes nothing: the log files have it all.
        write(this.#descriptor, rest, (error, count) => resolve(error === null ? count : rest.length));
      });
      rest = rest.subarray(written);
    }
  }
}
