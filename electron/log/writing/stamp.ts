/**
 * Puts a stamp before each line, from one buffer into another. No string and no object per line: at full flood this is
 * most of the worker's work.
 */
import { isUtf8 } from 'node:buffer';

/** A longer line is cut into pieces of at most this, in bytes. */
export const LONGEST_LINE = 64 * 1024;

const NEWLINE = 10;

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
  let read = 0;
  while (read < source.length) {
    const newline = source.indexOf(NEWLINE, read);
    const lineEnd = newline < 0 ? source.length : newline;
    const end = lineEnd - read > LONGEST_LINE ? cutBefore(source, read, read + LONGEST_LINE) : lineEnd;
    const text = clean ? null : Buffer.from(source.toString('utf8', read, end));
    const length = text?.length ?? end - read;
    if (filled + prefix.length + length + 1 > target.length) break;
    prefix.copy(target, filled);
    filled += prefix.length;
    if (text) text.copy(target, filled);
    else source.copy(target, filled, read, end);
    filled += length;
    target[filled++] = NEWLINE;
    read = end === newline ? end + 1 : end;
  }
  return { read, filled };
}

/** The end of the last whole UTF-8 character of `source` at or before `limit`; `limit` itself where the bytes are not UTF-8. */
export function cutBefore(source: Buffer, from: number, limit: number): number {
  for (let end = limit; end > limit - 4 && end > from; end--) {
    const isContinuation = ((source[end] ?? 0) & 0xc0) === 0x80;
    if (!isContinuation) return end;
  }
  return limit;
}
