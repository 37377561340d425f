/** What waits in a channel's queue, and how each kind of it becomes lines. */
import { linePrefix } from '../line.ts';
import type { Source } from './source.ts';
import { cutBefore, LONGEST_LINE, lastPartOf, stampLines } from './stamp.ts';

export type Entry = Chunk | Break | Note | { readonly kind: 'drops'; readonly at: number };

/** The next `bytes` of the source's backlog. */
interface Chunk {
  readonly kind: 'chunk';
  readonly source: Source;
  readonly at: number;
  bytes: number;
}

/** The unfinished line of the source ends here. */
interface Break {
  readonly kind: 'break';
  readonly source: Source;
  readonly at: number;
}

/** Text of Invigil's own. */
interface Note {
  readonly kind: 'note';
  readonly at: number;
  text: Buffer;
}

export interface Step {
  /** Where the target is filled up to now. */
  readonly filled: number;
  /** False: the rest did not fit and still stands in the entry. */
  readonly done: boolean;
}

/**
 * Stamps the whole lines; an unfinished one stays at the front of the backlog, unless it is too long to wait for its end. Of one
 * that is written again and again, like a bar that shows progress, only the last state stays: it is stored when the line ends,
 * or rests for a second, and takes neither memory nor disk before.
 */
export function fillChunk(entry: Chunk, target: Buffer, from: number): Step {
  const { source } = entry;
  const bytes = source.backlog.oldest(source.partial + entry.bytes);
  const prefix = linePrefix(entry.at, source.stream);
  const whole = bytes.lastIndexOf(10) + 1;
  let { read, filled } = stampLines(bytes.subarray(0, whole), prefix, target, from);
  let done = read === whole;
  if (done) read += lastPartOf(bytes.subarray(read));
  while (done && bytes.length - read > LONGEST_LINE) {
    const end = cutBefore(bytes, read, read + LONGEST_LINE);
    const piece = stampLines(bytes.subarray(read, end), prefix, target, filled);
    read += piece.read;
    filled = piece.filled;
    done = read === end;
  }
  source.backlog.drop(read);
  entry.bytes = bytes.length - read;
  source.partial = done ? entry.bytes : 0;
  return { filled, done };
}

export function fillBreak({ source, at }: Omit<Break, 'kind'>, target: Buffer, from: number): Step {
  const { read, filled } = stampLines(source.backlog.oldest(source.partial), linePrefix(at, source.stream), target, from);
  source.backlog.drop(read);
  source.partial -= read;
  return { filled, done: source.partial === 0 };
}

export function fillNote(entry: Omit<Note, 'kind'>, target: Buffer, from: number): Step {
  const { read, filled } = stampLines(entry.text, linePrefix(entry.at, 'inv'), target, from);
  entry.text = entry.text.subarray(read);
  return { filled, done: entry.text.length === 0 };
}
