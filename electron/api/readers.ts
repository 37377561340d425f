/**
 * Everybody who reads a stream (SSE). What is written goes to each without waiting for any: who does not read is dropped and may come
 * back. A reader is let go when what let them in has ended: a session that is over, a token that was taken away.
 *
 * Invariant: no timer runs while nobody reads.
 */
import type { ServerResponse } from 'node:http';

/** A reader with more than so many bytes unread is dropped; above the size of a replay, so that a replay alone never drops one. */
const MOST_UNREAD_BYTES = 1024 * 1024;
/** At once. */
const MOST_READERS = 32;
/**
 * A comment in a quiet stream tells reader and server that the other is still there; then it is also looked at who may still read.
 * Shorter than the time after which a connection is closed on which nothing moves.
 */
const COMMENT_MS = 15_000;

export interface Reader {
  readonly response: ServerResponse;
  /** Whether what let them in still holds. */
  readonly mayStay: () => Promise<boolean>;
}

export class Readers {
  readonly #readers = new Map<ServerResponse, Reader['mayStay']>();
  #comments: NodeJS.Timeout | null = null;

  /** Begins the answer; false when there are too many readers. `gone` is called once, when the reader is. */
  add({ response, mayStay }: Reader, gone: () => void): boolean {
    if (this.#readers.size >= MOST_READERS) return false;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.once('close', () => {
      this.#remove(response);
      gone();
    });
    // A connection that breaks closes too.
    response.on('error', () => response.destroy());
    this.#readers.set(response, mayStay);
    this.#comments ??= setInterval(() => this.#look(), COMMENT_MS);
    return true;
  }

  write(response: ServerResponse, text: string): void {
    if (!this.#readers.has(response)) return;
    response.write(text);
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
  }

  writeAll(text: string): void {
    for (const response of [...this.#readers.keys()]) this.write(response, text);
  }

  /** Lets go of those who may not stay: after somebody has signed out. */
  async review(): Promise<void> {
    await Promise.all(
      Array.from(this.#readers, async ([response, mayStay]) => {
        if (!(await mayStay())) response.end();
      }),
    );
  }

  close(): void {
    for (const response of [...this.#readers.keys()]) {
      response.end();
      this.#remove(response);
    }
  }

  #look(): void {
    this.writeAll(': \n\n');
    void this.review();
  }

  #remove(response: ServerResponse): void {
    this.#readers.delete(response);
    if (this.#readers.size > 0 || this.#comments === null) return;
    clearInterval(this.#comments);
    this.#comments = null;
  }
}

/** One event as it goes over the wire; JSON has no line breaks. */
export function sseEvent(event: string, data: unknown, id: string | null = null): string {
  return `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
