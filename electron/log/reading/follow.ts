/** Reads on in one service's log, across rotations. */
import { type LogLine, parseLine } from '../line.ts';
import { ForwardCursor, type PlacedLine } from './cursor.ts';
import { type OpenFile, openFiles } from './open.ts';

/** A line and where it stands. */
export interface FollowedLine extends LogLine {
  readonly inode: number;
  readonly offset: number;
}

/** Blocks that one service may read before the others have their turn. */
const TURN = 16;

export class Follower {
  readonly #folder: string;
  readonly service: string;
  /** Held open: a file that is rotated away is still read to its end, and its inode number is not given away. */
  #file: OpenFile | null;
  #cursor: ForwardCursor | null;
  /** Younger files, oldest first. */
  #younger: OpenFile[] = [];
  #time = new Date();
  #isBehind = false;

  /** From `from` on; null: from the beginning of a log that is not there yet. */
  constructor(folder: string, service: string, from: (OpenFile & { readonly offset: number }) | null) {
    this.#folder = folder;
    this.service = service;
    this.#file = from;
    this.#cursor = from && new ForwardCursor(from.handle, from.offset);
  }

  /** Whether the last turn ended before the log did. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** What was written since the last turn, as far as one turn goes. */
  async *turn(): AsyncGenerator<FollowedLine[], void, undefined> {
    this.#isBehind = false;
    for (let blocks = 0; blocks < TURN; ) {
      const block = await this.#cursor?.read();
      if (block) {
        yield block.map((line) => this.#parse(line));
        blocks++;
      } else if (!(await this.#moveOn())) return;
    }
    this.#isBehind = true;
  }

  async close(): Promise<void> {
    if (this.#file) this.#younger.push(this.#file);
    for (const { handle } of this.#younger) await handle.close();
  }

  /** At the end of a file: says whether there is anything more to read now. */
  async #moveOn(): Promise<boolean> {
    const [next, ...rest] = this.#younger;
    if (!next) {
      // Only now is the present file known to be complete: it is read once more before it is left.
      this.#younger = (await openFiles(this.#folder, this.service, this.#file?.inode)).reverse();
      return this.#younger.length > 0;
    }
    await this.#file?.handle.close();
    this.#file = next;
    this.#cursor = new ForwardCursor(next.handle, 0);
    this.#younger = rest;
    return true;
  }

  #parse({ raw, offset }: PlacedLine): FollowedLine {
    const line = parseLine(raw, this.service, this.#time);
    this.#time = line.time;
    return { ...line, inode: this.#file?.inode ?? 0, offset };
  }
}
