/**
 * The heartbeat of a program that writes a file: its time moves, or in a JSON object the stamp field does. Whether a stamp is
 * fresh is seen by its being another one than before, never by comparing it with a clock, so that a stepped clock on either
 * side means nothing. What the file holds before the start is looked at first and counts for nothing.
 */
import type { Listener } from './listener.ts';
import type { Signs } from './signs.ts';
import { readStamp } from './stamp.ts';
import { type FoundFile, WatchedFile } from './watched-file.ts';

/** `watch`: calls when the file may have changed, and returns how to stop. */
export function listenToFile(signs: Signs, path: string, field: string, watch: (look: () => void) => () => void): Listener {
  const beats = new FileBeats(signs, path, field);
  const stop = watch(() => void beats.look());
  return { environment: {}, drain: () => beats.look(), close: stop };
}

class FileBeats {
  readonly #signs: Signs;
  readonly #file: WatchedFile;
  readonly #field: string;
  #value: string | number | null = null;

  constructor(signs: Signs, path: string, field: string) {
    this.#signs = signs;
    this.#field = field;
    this.#file = new WatchedFile(path, {
      take: (file) => this.#take(file),
      refuse: (why) => signs.drop('unreadable', `${path}: ${why}`),
    });
    const old = this.#file.old();
    const stamp = readStamp(old?.text ?? '', field, false);
    if (stamp.kind === 'field') this.#value = stamp.value;
  }

  look(): Promise<void> {
    return this.#file.look();
  }

  #take({ text }: FoundFile): boolean {
    const { path } = this.#file;
    // What is too large, or not text, has a time all the same.
    const stamp = readStamp(text ?? '', this.#field, this.#value !== null && text !== null);
    if (stamp.kind === 'half') {
      // An empty one is just being written anew, as every program does that opens it for writing.
      if (text !== '') this.#signs.drop('unreadable', `${path} was found half written, or is not JSON`);
      return false;
    }
    if (stamp.kind === 'bad') {
      this.#signs.drop('unreadable', `${path}: ${this.#field} is ${stamp.found}; a time of day or a number would be right`);
      return true;
    }
    if (stamp.kind === 'field') {
      if (stamp.value === this.#value) return true;
      this.#value = stamp.value;
    }
    this.#signs.ready();
    this.#signs.beat();
    return true;
  }
}
