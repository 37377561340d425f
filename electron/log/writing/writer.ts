/**
 * Takes from the channels in turn and writes, one write at a time in the whole worker: a disk that stalls holds one thread of
 * the pool, however many services write. While one batch is written the next one is stamped.
 */
import type { Batch, Channel } from './channel.ts';

/** Largest write, in bytes; room for the longest line even when each byte becomes U+FFFD (three bytes). */
const BATCH = 256 * 1024;
/** Time until a disk that failed is tried again, in milliseconds. */
const REST = 1000;

export class Writer {
  #spare = Buffer.allocUnsafeSlow(BATCH);
  #buffer = Buffer.allocUnsafeSlow(BATCH);
  readonly #waiting = new Set<Channel>();
  readonly #resting = new Map<Channel, NodeJS.Timeout>();
  readonly #onLines: (channel: Channel, lines: Buffer) => void;
  #running: Promise<void> | null = null;

  /** `onLines` sees the lines before they are written; they are valid during the call. */
  constructor(onLines: (channel: Channel, lines: Buffer) => void) {
    this.#onLines = onLines;
  }

  /** The channel has something to write. */
  wake(channel: Channel): void {
    if (this.#resting.has(channel)) return;
    this.#waiting.add(channel);
    this.#running ??= this.#run();
  }

  /** Resolves when everything was written, or dropped by a disk that failed. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  close(): void {
    for (const timer of this.#resting.values()) clearTimeout(timer);
  }

  async #run(): Promise<void> {
    // Let the caller finish what it is adding.
    let writing = Promise.resolve();
    await writing;
    while (this.#waiting.size > 0) {
      for (const channel of this.#waiting) {
        this.#waiting.delete(channel);
        const batch = channel.fill(this.#buffer);
        if (batch.length === 0) continue;
        // Behind the others, for there may be more.
        this.#waiting.add(channel);
        const lines = this.#buffer.subarray(0, batch.length);
        this.#onLines(channel, lines);
        await writing;
        writing = this.#write(channel, batch, lines);
        [this.#buffer, this.#spare] = [this.#spare, this.#buffer];
      }
      await writing;
    }
    this.#running = null;
  }

  async #write(channel: Channel, batch: Batch, lines: Buffer): Promise<void> {
    const result = await channel.file.append(lines);
    channel.settle(batch, result);
    if (result.error) this.#rest(channel);
  }

  #rest(channel: Channel): void {
    this.#waiting.delete(channel);
    clearTimeout(this.#resting.get(channel));
    const timer = setTimeout(() => {
      this.#resting.delete(channel);
      this.wake(channel);
    }, REST);
    this.#resting.set(channel, timer);
  }
}
