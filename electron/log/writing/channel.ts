/**
 * The queue of one log file: what its streams brought and what Invigil marks between, in the order of arrival, until the
 * writer takes it. Raw bytes wait here; stamps are put on when they leave, so that a flood that is dropped costs no stamps.
 *
 * Bounds: 1 MiB of bytes a stream and 4096 entries. Whoever adds asks `hasRoom` first and calls `drop` when there is none;
 * a mark that says so takes its place in the queue.
 *
 * Trouble: after a failed write only the mark of the drops is offered, once a second, until the disk takes it. So a full disk
 * costs what had to be dropped and nothing more.
 */
import type { Stream } from '../line.ts';
import { addDrops, type Drops, diskTrouble, dropsInWords, NO_DROPS } from './drops.ts';
import { type Entry, fillBreak, fillChunk, fillNote, type Step } from './entry.ts';
import type { Appended, LogFile } from './file.ts';
import { Source } from './source.ts';

/** What one read of a pipe brings at most, in bytes. */
export const CHUNK = 64 * 1024;
const MAX_BYTES = 1024 * 1024;
const MAX_ENTRIES = 4096;
const TOO_SLOW = 'the disk did not keep up';

/** What one call of `fill` brought. */
export interface Batch {
  /** In bytes; 0: nothing waits. */
  readonly length: number;
  /** Drops that its marks tell of. */
  readonly told: Drops;
  /** Nothing but such a mark, to see whether the disk works again. */
  readonly probe: boolean;
}

export interface ChannelEvents {
  /** There is something to write. */
  wake(channel: Channel): void;
  dropped(channel: Channel, drops: Drops): void;
  /** Output begins to be lost; for a log that does not need this disk. */
  troubled(channel: Channel, reason: string): void;
}

export class Channel {
  readonly name: string;
  readonly file: LogFile;
  readonly #events: ChannelEvents;
  readonly #sources: Source[] = [];
  readonly #queue: Entry[] = [];
  #trouble: string | null = null;
  #dropped = NO_DROPS;
  #reason = TOO_SLOW;
  /** Of the batch that is being filled. */
  #told = NO_DROPS;

  constructor(name: string, file: LogFile, events: ChannelEvents) {
    this.name = name;
    this.file = file;
    this.#events = events;
  }

  /** Adds a stream. */
  source(stream: Stream): Source {
    const source = new Source(stream);
    this.#sources.push(source);
    return source;
  }

  /** Whether the last write failed: then nobody waits for room. */
  get inTrouble(): boolean {
    return this.#trouble !== null;
  }

  /** Whether reading may go on: room for one more chunk, beside the one that `hasReserve` keeps free. */
  hasRoom(source: Source): boolean {
    return source.backlog.size + 2 * CHUNK <= MAX_BYTES && this.#queue.length < MAX_ENTRIES;
  }

  /** Whether what lies in a pipe can be taken before a mark, though reading rests. */
  hasReserve(source: Source): boolean {
    return source.backlog.size + CHUNK <= MAX_BYTES;
  }

  /** Whether so much has left that dropping may end. */
  isRelieved(source: Source): boolean {
    return source.backlog.size <= MAX_BYTES / 2 && this.#queue.length <= MAX_ENTRIES / 2;
  }

  accept(source: Source, bytes: Uint8Array, at: number): void {
    source.backlog.push(bytes);
    const last = this.#queue.at(-1);
    if (last?.kind === 'chunk' && last.source === source && last.at === at) last.bytes += bytes.length;
    else this.#queue.push({ kind: 'chunk', source, at, bytes: bytes.length });
    this.#events.wake(this);
  }

  /** A mark of Invigil's own; unfinished lines end before it. Newlines make it several lines. */
  note(text: string, at: number): void {
    if (this.#queue.length >= MAX_ENTRIES) return this.drop(Buffer.byteLength(text));
    this.endLines(at);
    // What was dropped up to here is told of here, also while dropping goes on.
    this.#queue.push({ kind: 'drops', at }, { kind: 'note', at, text });
    this.#events.wake(this);
  }

  /** Ends the unfinished lines of all streams. */
  endLines(at: number): void {
    for (const source of this.#sources) this.#queue.push({ kind: 'break', source, at });
    this.#events.wake(this);
  }

  /** From here on chunks of the source are dropped. */
  beginDrops(source: Source, at: number): void {
    this.#queue.push({ kind: 'break', source, at });
    this.#events.troubled(this, this.#trouble ?? TOO_SLOW);
  }

  drop(bytes: number): void {
    this.#lose(bytes, this.#trouble ?? TOO_SLOW);
  }

  /** Chunks are kept again; the mark comes before them. */
  endDrops(at: number): void {
    this.#queue.push({ kind: 'drops', at });
    this.#events.wake(this);
  }

  /** Moves stamped lines into `target`. */
  fill(target: Buffer): Batch {
    this.#told = NO_DROPS;
    if (this.#trouble !== null) {
      return { length: this.#fillDrops(Date.now(), target, 0).filled, told: this.#told, probe: true };
    }
    let length = 0;
    for (let entry = this.#queue[0]; entry; entry = this.#queue[0]) {
      const step = this.#fillEntry(entry, target, length);
      length = step.filled;
      if (!step.done) break;
      this.#queue.shift();
    }
    for (const source of this.#sources) source.onRoom();
    return { length, told: this.#told, probe: false };
  }

  /** What came of a batch. */
  settle(batch: Batch, { written, error }: Appended): void {
    if (!error) {
      if (this.#trouble !== null) this.endDrops(Date.now());
      this.#trouble = null;
      return;
    }
    const reason = diskTrouble(error);
    if (this.#trouble === null) this.#events.troubled(this, reason);
    this.#trouble = reason;
    this.#dropped = addDrops(this.#dropped, batch.told);
    if (!batch.probe) this.#lose(batch.length - written, reason);
  }

  close(): void {
    for (const source of this.#sources) source.close();
  }

  #lose(bytes: number, reason: string): void {
    const drops = { chunks: 1, bytes };
    this.#dropped = addDrops(this.#dropped, drops);
    this.#reason = reason;
    this.#events.dropped(this, drops);
  }

  #fillEntry(entry: Entry, target: Buffer, filled: number): Step {
    switch (entry.kind) {
      case 'chunk':
        entry.source.awaitSilence(() => this.#onSilence(entry.source));
        return fillChunk(entry, target, filled);
      case 'break':
        return fillBreak(entry, target, filled);
      case 'note':
        return fillNote(entry, target, filled);
      case 'drops':
        return this.#fillDrops(entry.at, target, filled);
    }
  }

  #fillDrops(at: number, target: Buffer, filled: number): Step {
    if (this.#dropped.chunks === 0) return { filled, done: true };
    const step = fillNote({ at, text: dropsInWords(this.#dropped, this.#reason) }, target, filled);
    if (step.done) {
      this.#told = addDrops(this.#told, this.#dropped);
      this.#dropped = NO_DROPS;
    }
    return step;
  }

  #onSilence(source: Source): void {
    if (this.#queue.length === 0 && source.partial > 0) {
      this.#queue.push({ kind: 'break', source, at: Date.now() });
      this.#events.wake(this);
    } else if (source.partial > 0) source.awaitSilence(() => this.#onSilence(source));
    source.backlog.shrink();
  }
}
