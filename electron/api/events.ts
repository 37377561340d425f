/**
 * The stream of events (SSE). Events are rendered once, kept in a ring for readers that come back with `Last-Event-ID`, and
 * written to every reader without waiting for any: one that does not read is dropped and may come back.
 *
 * Ids are `RUN-NUMBER`, where RUN differs for each start of the supervisor, so that an id of an earlier run is never taken for
 * one of this run. A reader that missed what the ring no longer holds gets an event `gap` first: it has to read anew.
 */
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { StreamEvent } from '../command/port.ts';

/** What the ring holds at most. */
const KEPT_EVENTS = 1_000;
const KEPT_BYTES = 512 * 1024;
/** A reader with more than so many bytes unread is dropped; above the ring's size, so that a replay alone never drops one. */
const MOST_UNREAD_BYTES = 1024 * 1024;
/** Readers at once. */
const MOST_READERS = 32;
/** A comment in a quiet stream tells reader and server that the other is still there. */
const COMMENT_MS = 15_000;

interface Kept {
  readonly id: number;
  readonly text: string;
}

export class EventStream {
  readonly #run = randomBytes(4).toString('hex');
  readonly #kept: Kept[] = [];
  readonly #readers = new Set<ServerResponse>();
  readonly #unsubscribe: () => void;
  #keptBytes = 0;
  #comments: NodeJS.Timeout | null = null;

  constructor(subscribe: (listener: (event: StreamEvent) => void) => () => void) {
    this.#unsubscribe = subscribe((event) => this.#take(event));
  }

  /** Adds a reader; false when there are too many. `lastId`: the reader's `Last-Event-ID`. */
  add(response: ServerResponse, lastId: string | undefined): boolean {
    if (this.#readers.size >= MOST_READERS) return false;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.on('close', () => this.#remove(response));
    response.on('error', () => this.#remove(response));
    this.#readers.add(response);
    this.#comments ??= setInterval(() => this.#write(': \n\n'), COMMENT_MS);
    response.write(`retry: 1000\n\n${lastId === undefined ? '' : this.#replay(lastId)}`);
    return true;
  }

  close(): void {
    this.#unsubscribe();
    for (const response of [...this.#readers]) {
      response.end();
      this.#remove(response);
    }
  }

  #replay(lastId: string): string {
    const [run, number] = lastId.split('-');
    const last = run === this.#run ? Number(number) : Number.NaN;
    const oldest = this.#kept[0]?.id;
    const complete = oldest === undefined ? last >= 0 : last >= oldest - 1;
    const missed = complete ? this.#kept.filter((event) => event.id > last) : this.#kept;
    return `${complete ? '' : 'event: gap\ndata: {}\n\n'}${missed.map((event) => event.text).join('')}`;
  }

  #take(event: StreamEvent): void {
    const data = JSON.stringify({ time: event.time, ...event.data });
    const text = `id: ${this.#run}-${event.id}\nevent: ${event.type}\ndata: ${data}\n\n`;
    this.#kept.push({ id: event.id, text });
    this.#keptBytes += text.length;
    while (this.#kept.length > KEPT_EVENTS || this.#keptBytes > KEPT_BYTES) this.#keptBytes -= this.#kept.shift()?.text.length ?? 0;
    this.#write(text);
  }

  #write(text: string): void {
    for (const response of [...this.#readers]) {
      response.write(text);
      if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
    }
  }

  #remove(response: ServerResponse): void {
    this.#readers.delete(response);
    if (this.#readers.size > 0 || this.#comments === null) return;
    clearInterval(this.#comments);
    this.#comments = null;
  }
}
