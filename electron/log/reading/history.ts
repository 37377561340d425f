/** What one service's files hold at the moment of opening, readable from either end, and where following goes on. */
import { isStart, type LogLine, parseLine } from '../line.ts';
import { BackwardCursor, ForwardCursor, lastLineEnd } from './cursor.ts';
import { Follower } from './follow.ts';
import { type OpenFile, openFiles } from './open.ts';

/** The beginning of what is asked for; `start`: the last start of the service. */
export type Since = Date | 'start' | undefined;

interface Part extends OpenFile {
  /** Lines after this came later and are the follower's. */
  readonly end: number;
}

export class History {
  readonly service: string;
  readonly #folder: string;
  /** Youngest first. */
  readonly #parts: readonly Part[];
  #given: Part | undefined;

  private constructor(folder: string, service: string, parts: readonly Part[]) {
    this.#folder = folder;
    this.service = service;
    this.#parts = parts;
  }

  static async open(folder: string, service: string): Promise<History> {
    const files = await openFiles(folder, service);
    const parts: Part[] = [];
    for (const file of files) parts.push({ ...file, end: await lastLineEnd(file.handle) });
    return new History(folder, service, parts);
  }

  /** A follower that goes on where this ends, and takes the youngest file over. */
  follower(): Follower {
    const youngest = this.#parts[0];
    this.#given = youngest;
    return new Follower(this.#folder, this.service, youngest ? { ...youngest, offset: youngest.end } : null);
  }

  /** Youngest line first, back to `since`. */
  async *backward(since: Since): AsyncGenerator<LogLine[], void, undefined> {
    for await (const { lines, begin } of this.#walkBack(since)) {
      yield lines;
      if (begin) return;
    }
  }

  /** Oldest line first, from `since` on. */
  async *forward(since: Since): AsyncGenerator<LogLine[], void, undefined> {
    const begin = await this.#findBegin(since);
    let time = new Date(0);
    for (const [age, part] of [...this.#parts.entries()].reverse()) {
      if (age > begin.age) continue;
      const cursor = new ForwardCursor(part.handle, age === begin.age ? begin.offset : 0, part.end);
      for (let block = await cursor.read(); block; block = await cursor.read()) {
        yield block.map(({ raw }) => {
          const line = parseLine(raw, this.service, time);
          time = line.time;
          return line;
        });
      }
    }
  }

  async close(): Promise<void> {
    for (const part of this.#parts) if (part !== this.#given) await part.handle.close();
  }

  async #findBegin(since: Since): Promise<Begin> {
    const oldest = { age: this.#parts.length - 1, offset: 0 };
    if (since === undefined) return oldest;
    for await (const { begin } of this.#walkBack(since)) if (begin) return begin;
    return oldest;
  }

  /** Backwards in blocks; the last block that is wanted says where the beginning is and holds nothing older. */
  async *#walkBack(since: Since): AsyncGenerator<{ lines: LogLine[]; begin: Begin | null }, void, undefined> {
    let time = new Date();
    for (const [age, part] of this.#parts.entries()) {
      const cursor = new BackwardCursor(part.handle, part.end);
      let begin: Begin = { age, offset: part.end };
      for (let block = await cursor.read(); block; block = await cursor.read()) {
        const lines: LogLine[] = [];
        for (const { raw, offset } of block) {
          const line = parseLine(raw, this.service, time);
          if (since instanceof Date && line.time < since) return yield { lines, begin };
          lines.push(line);
          time = line.time;
          begin = { age, offset };
          if (since === 'start' && isStart(raw)) return yield { lines, begin };
        }
        yield { lines, begin: null };
      }
    }
  }
}

/** A place in the files: number of the file, and offset in it. */
interface Begin {
  readonly age: number;
  readonly offset: number;
}
