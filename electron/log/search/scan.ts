/** Goes back through one service's files, block by block, for the lines that are searched. */
import { type LogLine, parseLine } from '../line.ts';
import { lastLineEnd, type PlacedLine, placedLines } from '../reading/cursor.ts';
import { type OpenFile, openFiles } from '../reading/open.ts';
import type { Search } from './needle.ts';
import { compare, type Place } from './place.ts';
import { BLOCK, blockAt, firstStamp, isThere, placeOf, stampOf } from './stamp-at.ts';

const NEWLINE = 10;

export interface FoundLine extends LogLine {
  readonly place: Place;
}

interface Beginning {
  readonly end: number;
  readonly at: number;
  readonly before: Place | null;
}

export class Scan {
  readonly service: string;
  /** Youngest first; what is not to be read any more is gone from it. */
  readonly #files: OpenFile[];
  readonly #search: Search;
  /** The end of what is still to be read of the youngest one. */
  #end: number;
  /** Lines from there on are not wanted; null: all are. */
  #before: Place | null;
  /** The place of the oldest line that was read. Its time never grows: where the clock was set, lines stay in their order. */
  #reached: Place;

  /** `end`: of what is to be read of the youngest file. `at`: no line counts as younger. */
  private constructor(service: string, search: Search, files: OpenFile[], { end, at, before }: Beginning) {
    this.service = service;
    this.#search = search;
    this.#files = files;
    this.#end = end;
    this.#before = before;
    this.#reached = { at, service, inode: files[0]?.inode ?? 0, offset: end };
  }

  /** `before`: only what stands before that place. */
  static async open(folder: string, service: string, before: Place | null, search: Search): Promise<Scan> {
    const files = await openFiles(folder, service);
    const drop = async (count: number) => {
      for (const { handle } of files.splice(0, count)) await handle.close();
    };
    if (before === null) return new Scan(service, search, files, { end: await endOf(files), at: Number.MAX_SAFE_INTEGER, before });
    const { at, offset } = before;
    const isOwn = ({ inode, handle }: OpenFile) => service === before.service && inode === before.inode && isThere(handle.fd, before);
    const own = files.findIndex(isOwn);
    if (own >= 0) {
      await drop(own);
      return new Scan(service, search, files, { end: offset, at, before: null });
    }
    const wanted = files.findIndex(({ handle }) => !(firstStamp(handle.fd) > at));
    await drop(wanted < 0 ? files.length : wanted);
    const [youngest] = files;
    const early = (time: number) => isEarly(time, service, before);
    const end = youngest === undefined ? 0 : placeOf(youngest.handle.fd, await endOf(files), early).high;
    return new Scan(service, search, files, { end, at, before });
  }

  get isDone(): boolean {
    return this.#files.length === 0;
  }

  /** Every line after this place has been read. */
  get reached(): Place {
    return this.#reached;
  }

  /** What is found in the next block, youngest first. */
  async next(): Promise<FoundLine[]> {
    const [file] = this.#files;
    if (file === undefined) return [];
    const start = Math.max(0, this.#end - BLOCK);
    const read = blockAt(file.handle.fd, start, this.#end - start);
    const cut = start === 0 ? 0 : read.indexOf(NEWLINE) + 1;
    const from = cut < read.length ? cut : 0;
    const block = this.#wanted(read.subarray(from));
    const found = this.#search(block, start + from)
      .reverse()
      .map((line) => this.#taken(line, file.inode));
    this.#end = start + from;
    this.#reach({ raw: block, offset: this.#end }, file.inode);
    if (this.#end === 0) await this.#older();
    return found;
  }

  async close(): Promise<void> {
    for (const { handle } of this.#files.splice(0)) await handle.close();
  }

  /** Without the lines at its end that are not before the wanted place. */
  #wanted(block: Buffer): Buffer {
    const before = this.#before;
    if (before === null) return block;
    const last = placedLines(block, 0).findLast(({ raw }) => isEarly(stampOf(raw), this.service, before));
    if (last === undefined) return block.subarray(0, 0);
    this.#before = null;
    return block.subarray(0, last.offset + last.raw.length + 1);
  }

  #taken({ raw, offset }: PlacedLine, inode: number): FoundLine {
    const line = parseLine(raw, this.service, new Date(this.#reached.at));
    this.#reach({ raw, offset }, inode);
    return { ...line, place: this.#reached };
  }

  #reach({ raw, offset }: PlacedLine, inode: number): void {
    const at = stampOf(raw);
    // What a power cut left torn has the time of its neighbour.
    const older = Number.isNaN(at) ? this.#reached.at : Math.min(at, this.#reached.at);
    this.#reached = { at: older, service: this.service, inode, offset };
  }

  async #older(): Promise<void> {
    const file = this.#files.shift();
    await file?.handle.close();
    this.#end = await endOf(this.#files);
  }
}

/** Of the youngest file; 0: there is none. */
async function endOf([youngest]: readonly OpenFile[]): Promise<number> {
  return youngest === undefined ? 0 : lastLineEnd(youngest.handle);
}

/** Of another service's line only the time is known where it was not read. */
function isEarly(at: number, service: string, before: Place): boolean {
  return compare({ at, service, inode: before.inode, offset: before.offset - 1 }, before) < 0;
}
