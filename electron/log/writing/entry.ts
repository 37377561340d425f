/**
 * What waits in a channel's queue, and how each kind of it becomes lines. Nothing of it is left to be collected: this thread has too little to
 * do to collect soon, and each start and end of a program would leave a page of memory before that.
 */
import { linePrefix, PREFIX_BYTES, type Stream } from '../line.ts';
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
  text: string;
}

/** The stamp and the text that are being written: each is used before the next one is made. */
const PREFIX = Buffer.allocUnsafeSlow(PREFIX_BYTES);
const TEXT = Buffer.allocUnsafeSlow(LONGEST_LINE);

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
  const prefix = prefixOf(entry.at, source.stream);
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
  if (source.partial === 0) return { filled: from, done: true };
  const { read, filled } = stampLines(source.backlog.oldest(source.partial), prefixOf(at, source.stream), target, from);
  source.backlog.drop(read);
  source.partial -= read;
  return { filled, done: source.partial === 0 };
}

/** Of a longer text the first 64 KiB. */
export function fillNote(entry: Omit<Note, 'kind'>, target: Buffer, from: number): Step {
  const length = TEXT.write(entry.text);
  const { read, filled } = stampLines(TEXT.subarray(0, length), prefixOf(entry.at, 'inv'), target, from);
  entry.text = TEXT.toString('utf8', read, length);
  return { filled, done: read === length };
}

function prefixOf(at: number, stream: Stream): Buffer {
  PREFIX.write(linePrefix(at, stream), 'latin1');
  return PREFIX;
}
