/** Reads a log file in blocks of whole lines, forwards or backwards. A line without an end is not there yet. */
import type { FileHandle } from 'node:fs/promises';

/** In bytes; more than the longest line that is ever written (three times 64 KiB and the stamp). */
const BLOCK = 256 * 1024;
const NEWLINE = 10;

export interface PlacedLine {
  readonly raw: Buffer;
  /** Where it begins in the file. */
  readonly offset: number;
}

/** Reads from `offset` up to `end`, or to the end of the file, where it may be asked again later. */
export class ForwardCursor {
  readonly #handle: FileHandle;
  readonly #end: number;
  #offset: number;

  constructor(handle: FileHandle, offset: number, end = Number.POSITIVE_INFINITY) {
    this.#handle = handle;
    this.#offset = offset;
    this.#end = end;
  }

  /** The next lines, oldest first; null at the end. */
  async read(): Promise<PlacedLine[] | null> {
    const block = await readBlock(this.#handle, this.#offset, Math.min(BLOCK, this.#end - this.#offset));
    const newline = block.lastIndexOf(NEWLINE);
    // Not of our making: no line is so long.
    const end = newline < 0 && block.length === BLOCK ? BLOCK : newline + 1;
    if (end === 0) return null;
    const lines = placedLines(block.subarray(0, end), this.#offset);
    this.#offset += end;
    return lines;
  }
}

/** Reads from `end`, which follows a newline, towards the front. */
export class BackwardCursor {
  readonly #handle: FileHandle;
  #end: number;

  constructor(handle: FileHandle, end: number) {
    this.#handle = handle;
    this.#end = end;
  }

  /** The lines before, youngest first; null at the front. */
  async read(): Promise<PlacedLine[] | null> {
    if (this.#end === 0) return null;
    const start = Math.max(0, this.#end - BLOCK);
    const block = await readBlock(this.#handle, start, this.#end - start);
    const first = start === 0 ? 0 : block.indexOf(NEWLINE) + 1;
    const from = first < block.length ? first : 0;
    this.#end = start + from;
    return placedLines(block.subarray(from), this.#end).reverse();
  }
}

/** The end of the last whole line that is in the file now. */
export async function lastLineEnd(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const start = Math.max(0, size - BLOCK);
  const block = await readBlock(handle, start, size - start);
  return start + block.lastIndexOf(NEWLINE) + 1;
}

async function readBlock(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const block = Buffer.allocUnsafe(length);
  const { bytesRead } = await handle.read(block, 0, length, offset);
  return block.subarray(0, bytesRead);
}

/** The lines of a block that begins at `offset` in its file. */
export function placedLines(block: Buffer, offset: number): PlacedLine[] {
  const lines: PlacedLine[] = [];
  let from = 0;
  while (from < block.length) {
    const newline = block.indexOf(NEWLINE, from);
    const end = newline < 0 ? block.length : newline;
    lines.push({ raw: block.subarray(from, end), offset: offset + from });
    from = end + 1;
  }
  return lines;
}
