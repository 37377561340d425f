/** Times of lines by their places in a file, and places by times. Reads synchronously: on the worker's thread alone. */
import { readSync } from 'node:fs';

/** More than the longest line that is ever written, in bytes. */
export const BLOCK = 256 * 1024;
/** Where a search for a time ends, in bytes: the rest is read line by line. */
const NEAR = 64 * 1024;
const STAMP_BYTES = 24;
const NEWLINE = 10;

/** A stamp as it stands at the beginning of a line; NaN: there is none. */
export function stampOf(line: Buffer): number {
  return Date.parse(line.toString('latin1', 0, STAMP_BYTES));
}

/** `length` bytes from `offset` on, or up to the end of the file. */
export function blockAt(fd: number, offset: number, length: number): Buffer {
  const block = Buffer.allocUnsafe(length);
  return block.subarray(0, readSync(fd, block, 0, length, offset));
}

/** When the first line of the file was written; NaN where it cannot be told. */
export function firstStamp(fd: number): number {
  return stampOf(blockAt(fd, 0, STAMP_BYTES));
}

/**
 * Two beginnings of lines, at most 64 KiB and a line apart: before `low` every line is `early`, from `high` on none is. Lines are taken
 * to be in the order of their times: where a clock was set, it may be another place nearby.
 */
export function placeOf(fd: number, end: number, early: (at: number) => boolean): { readonly low: number; readonly high: number } {
  let [low, high] = [0, end];
  while (high - low > NEAR) {
    const middle = Math.floor((low + high) / 2);
    const block = blockAt(fd, middle, Math.min(BLOCK, high - middle));
    const begin = block.indexOf(NEWLINE) + 1;
    const at = begin === 0 || begin === block.length ? Number.NaN : stampOf(block.subarray(begin));
    if (Number.isNaN(at)) break;
    if (early(at)) low = middle + begin;
    else high = middle + begin;
  }
  return { low, high };
}

/** Whether a line begins at the place: the number of a file that was removed may be another's by now. */
export function isThere(fd: number, { at, offset }: { readonly at: number; readonly offset: number }): boolean {
  const before = offset === 0 ? NEWLINE : blockAt(fd, offset - 1, 1)[0];
  return before === NEWLINE && stampOf(blockAt(fd, offset, STAMP_BYTES)) >= at;
}
