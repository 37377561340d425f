/**
 * Puts a stamp before each line, from one buffer into another. No string and no object per line: at full flood this is
 * most of the worker's work.
 *
 * A carriage return takes a terminal back to the beginning of the line, and what comes then replaces it: of such a line the last
 * part that is not empty is kept. So a carriage return before the newline means nothing.
 */
import { isUtf8 } from 'node:buffer';

/** A longer line is cut into pieces of at most this, in bytes. */
export const LONGEST_LINE = 64 * 1024;

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

export interface Stamped {
  /** Bytes of the source that were taken. */
  readonly read: number;
  /** Where the target is filled up to now. */
  readonly filled: number;
}

/**
 * Copies every line of `source` behind `prefix` into `target` from `filled` on, and stops before a line that does not fit any
 * more. The last line need not have a newline; it gets one. What is not UTF-8 becomes U+FFFD.
 */
export function stampLines(source: Buffer, prefix: Buffer, target: Buffer, filled: number): Stamped {
  const clean = isUtf8(source);
  const rewrites = source.includes(CARRIAGE_RETURN);
  let read = 0;
  while (read < source.length) {
    const newline = source.indexOf(NEWLINE, read);
    const lineEnd = newline < 0 ? source.length : newline;
    const shownEnd = rewrites ? trimEnd(source, read, lineEnd) : lineEnd;
    if (rewrites) read = lastPart(source, read, shownEnd);
    const end = shownEnd - read > LONGEST_LINE ? cutBefore(source, read, read + LONGEST_LINE) : shownEnd;
    const text = clean ? null : Buffer.from(source.toString('utf8', read, end));
    const length = text?.length ?? end - read;
    if (filled + prefix.length + length + 1 > target.length) break;
    prefix.copy(target, filled);
    filled += prefix.length;
    if (text) text.copy(target, filled);
    else source.copy(target, filled, read, end);
    filled += length;
    target[filled++] = NEWLINE;
    read = end < shownEnd ? end : newline < 0 ? lineEnd : newline + 1;
  }
  return { read, filled };
}

/** Where that begins which a terminal would show of an unfinished line; what stands before it has been replaced. */
export function lastPartOf(line: Buffer): number {
  return lastPart(line, 0, trimEnd(line, 0, line.length));
}

/** The end of `source` from `from` up to `end` without the carriage returns there. */
function trimEnd(source: Buffer, from: number, end: number): number {
  let trimmed = end;
  while (trimmed > from && source[trimmed - 1] === CARRIAGE_RETURN) trimmed--;
  return trimmed;
}

function lastPart(source: Buffer, from: number, end: number): number {
  return from + source.subarray(from, end).lastIndexOf(CARRIAGE_RETURN) + 1;
}

/** The end of the last whole UTF-8 character of `source` at or before `limit`; `limit` itself where the bytes are not UTF-8. */
export function cutBefore(source: Buffer, from: number, limit: number): number {
  for (let end = limit; end > limit - 4 && end > from; end--) {
    const isContinuation = ((source[end] ?? 0) & 0xc0) === 0x80;
    if (!isContinuation) return end;
  }
  return limit;
}
