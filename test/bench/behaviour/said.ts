/** What a supervisor wrote of itself: in whatever files its folder holds, so that none has to be known here. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A page is read by people: a longer line is cut. */
const LONGEST = 200;
/** Databases and what a service wrote are not what a supervisor says. */
const LARGEST_BYTES = 4 * 1024 * 1024;

export class Said {
  readonly #folder: string;
  readonly #hidden: string;
  readonly #asked: () => string;
  #sizes: ReadonlyMap<string, number> = new Map();

  /** `hidden`: a path that says nothing to a reader. `asked`: what it answers besides. */
  constructor(folder: string, hidden: string, asked: () => string) {
    this.#folder = folder;
    this.#hidden = hidden;
    this.#asked = asked;
  }

  /** What stands there now counts no more. */
  fromNow(): void {
    this.#sizes = new Map(this.#files().map((file) => [file, statSync(file).size]));
  }

  /** The last line that was written since then and has one of these words, fit for a page; null: there is none. */
  last(words: RegExp): string | null {
    const line = [...this.#written(), this.#asked()].flatMap((text) => text.split('\n').filter((each) => words.test(each))).at(-1);
    return line === undefined ? null : this.#plain(line);
  }

  #written(): string[] {
    return this.#files().flatMap((file) => {
      const bytes = readFileSync(file).subarray(this.#sizes.get(file) ?? 0);
      return bytes.length > LARGEST_BYTES || bytes.includes(0) ? [] : bytes.toString();
    });
  }

  #plain(line: string): string {
    const text = stripVTControlCharacters(line)
      .replaceAll(this.#hidden, '…')
      .replaceAll(/[\s`<>]+/g, ' ')
      .trim();
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  }

  #files(): string[] {
    const entries = readdirSync(this.#folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  }
}
