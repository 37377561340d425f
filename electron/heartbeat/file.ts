/**
 * The heartbeat of a program that writes a file: its time moves, or in a JSON object the stamp field does. Whether a stamp is
 * fresh is seen by its being another one than before, never by comparing it with a clock, so that a stepped clock on either
 * side means nothing. What the file holds before the start is looked at first and counts for nothing.
 */
import { type BigIntStats, readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { watchPath } from '../platform/path-watch.ts';
import type { Listener } from './listener.ts';
import type { Signs } from './signs.ts';
import { readStamp } from './stamp.ts';

/** A larger file is not read: its time counts. */
const READ_MAX_BYTES = 65_536n;
/** What a missing file, or folder, answers. */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

export function listenToFile(signs: Signs, path: string, field: string): Listener {
  const beats = new FileBeats(signs, path, field);
  const stop = watchPath(
    path,
    () => void beats.look(),
    (text) => signs.note(text),
  );
  return { environment: {}, drain: () => beats.look(), close: stop };
}

class FileBeats {
  readonly #signs: Signs;
  readonly #path: string;
  readonly #field: string;
  #seen: BigIntStats | null = null;
  #value: string | number | null = null;
  #looking: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(signs: Signs, path: string, field: string) {
    this.#signs = signs;
    this.#path = path;
    this.#field = field;
    this.#rememberOld();
  }

  /** Looks at the file as it is now. Looks that are asked for while one is under way share the one that follows it. */
  look(): Promise<void> {
    if (this.#looking === null) {
      this.#looking = this.#once().finally(() => {
        this.#looking = null;
      });
      return this.#looking;
    }
    this.#next ??= this.#looking.then(() => {
      this.#next = null;
      return this.look();
    });
    return this.#next;
  }

  /** Done at once, before the program runs: its first stamp must not be taken for an old one. */
  #rememberOld(): void {
    try {
      const found = statSync(this.#path, { bigint: true });
      const stamp = readStamp(isReadable(found) ? readFileSync(this.#path, 'utf8') : '', this.#field, false);
      this.#seen = found;
      if (stamp.kind === 'field') this.#value = stamp.value;
    } catch (error) {
      this.#failed(error);
    }
  }

  async #once(): Promise<void> {
    try {
      const found = await stat(this.#path, { bigint: true });
      if (this.#seen !== null && isSame(found, this.#seen)) return;
      this.#judge(found, isReadable(found) ? await readFile(this.#path, 'utf8') : '');
    } catch (error) {
      this.#failed(error);
    }
  }

  #judge(found: BigIntStats, content: string): void {
    const stamp = readStamp(content, this.#field, this.#value !== null && isReadable(found));
    if (stamp.kind === 'half') return this.#signs.drop('unreadable', `${this.#path} was found half written`);
    this.#seen = found;
    if (stamp.kind === 'bad') {
      return this.#signs.drop('unreadable', `${this.#path}: ${this.#field} is ${stamp.found}; ISO 8601 or epoch seconds would be right`);
    }
    if (stamp.kind === 'field') {
      if (stamp.value === this.#value) return;
      this.#value = stamp.value;
    }
    this.#signs.ready();
    this.#signs.beat();
  }

  /** A file that is not there, or not yet, is silence; anything else that keeps it from being read is told. */
  #failed(error: unknown): void {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
    if (!ABSENT.has(error.code)) this.#signs.note(`${this.#path} cannot be read: ${error.message}`);
  }
}

function isReadable(found: BigIntStats): boolean {
  return found.isFile() && found.size <= READ_MAX_BYTES;
}

/** The time of a file moves in steps of up to 4 ms: two writes within one step are told apart by size or inode, if at all. */
function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.mtimeNs === b.mtimeNs && a.ino === b.ino && a.size === b.size;
}
