/**
 * The stream of events (SSE). Events are rendered once, kept in a ring for readers that come back with `Last-Event-ID`, and
 * written to every reader without waiting for any: one that does not read is dropped and may come back.
 *
 * Ids are `RUN-NUMBER`, where RUN differs for each start of the supervisor, so that an id of an earlier run is never taken for
 * one of this run. A reader that missed what the ring no longer holds gets an event `gap` first: it has to read anew.
 */
import { randomBytes } from 'node:crypto';
import type { StreamEvent } from '../command/port.ts';
import { type Reader, Readers, sseEvent } from './readers.ts';

/** What the ring holds at most. */
const KEPT_EVENTS = 1_000;
const KEPT_BYTES = 512 * 1024;

interface Kept {
  readonly id: number;
  readonly text: string;
}

export class EventStream {
  readonly #run = randomBytes(4).toString('hex');
  readonly #kept: Kept[] = [];
  readonly #readers = new Readers();
  readonly #unsubscribe: () => void;
  #keptBytes = 0;

  constructor(subscribe: (listener: (event: StreamEvent) => void) => () => void) {
    this.#unsubscribe = subscribe((event) => this.#take(event));
  }

  /** Adds a reader; false when there are too many. `lastId`: the reader's `Last-Event-ID`. */
  add(reader: Reader, lastId: string | undefined): boolean {
    if (!this.#readers.add(reader, () => undefined)) return false;
    this.#readers.write(reader.response, `retry: 1000\n\n${lastId === undefined ? '' : this.#replay(lastId)}`);
    return true;
  }

  /** Lets go of readers who may not stay. */
  review(): Promise<void> {
    return this.#readers.review();
  }

  close(): void {
    this.#unsubscribe();
    this.#readers.close();
  }

  #replay(lastId: string): string {
    const [run, number] = lastId.split('-');
    const last = run === this.#run ? Number(number) : Number.NaN;
    const oldest = this.#kept[0]?.id;
    const complete = oldest === undefined ? last >= 0 : last >= oldest - 1;
    const missed = complete ? this.#kept.filter((event) => event.id > last) : this.#kept;
    return `${complete ? '' : sseEvent('gap', {})}${missed.map((event) => event.text).join('')}`;
  }

  #take(event: StreamEvent): void {
    const text = sseEvent(event.type, { time: event.time, ...event.data }, `${this.#run}-${event.id}`);
    this.#kept.push({ id: event.id, text });
    this.#keptBytes += text.length;
    while (this.#kept.length > KEPT_EVENTS || this.#keptBytes > KEPT_BYTES) this.#keptBytes -= this.#kept.shift()?.text.length ?? 0;
    this.#readers.writeAll(text);
  }
}
