/** Keeps the log's worker running: starts it, starts it again when it dies, and ends it. */
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { messageOf } from '../platform/errors.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import type { PipePair } from './pipe.ts';
import { type LogThread, workerOf } from './thread.ts';
import type { Drops } from './writing/drops.ts';

/** A worker that died younger than this is not started again before it would have been so old, in milliseconds. */
const SHORT_LIFE = 1000;
/** How long a disk may take at the end, in milliseconds. */
const LAST_WRITES = 3000;

export interface ScribeEvents {
  dropped(service: string, drops: Drops): void;
  /** A new worker was started and knows nothing yet. */
  restarted(reason: string): void;
}

export class Scribe {
  readonly #file: URL;
  readonly #settings: WorkerSettings;
  readonly #events: ScribeEvents;
  #worker: Worker | null = null;
  #restart: NodeJS.Timeout | undefined;
  #closing = false;

  /** `pipes`: paths at which the first worker makes pairs. */
  constructor({ file, worker }: LogThread, settings: WorkerSettings, pipes: readonly string[], events: ScribeEvents) {
    this.#file = file;
    this.#settings = settings;
    this.#events = events;
    worker.ref();
    this.#begin(worker, pipes);
  }

  /**
   * Resolves when the first worker works, with a pair for each path or with none at all; rejects when it cannot be started. To be called
   * right after construction.
   */
  async ready(): Promise<readonly PipePair[]> {
    if (!this.#worker) return [];
    const [message]: readonly FromWorker[] = await once(this.#worker, 'message');
    return message?.type === 'ready' ? message.pairs : [];
  }

  /** While no worker runs the message is lost. */
  post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (!worker) return;
    this.post({ type: 'close' });
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, LAST_WRITES);
      worker.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
    });
    // A thread that is stuck in a write cannot be ended; the process's own work need not wait for it.
    worker.unref();
  }

  #begin(worker: Worker, pipes: readonly string[]): void {
    const startedAt = performance.now();
    let reason = 'it ended by itself';
    this.#worker = worker;
    this.post({ type: 'begin', settings: this.#settings, pipes });
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'dropped') this.#events.dropped(message.service, message.drops);
    });
    worker.on('error', (error) => {
      reason = messageOf(error);
    });
    worker.on('exit', () => {
      this.#worker = null;
      if (this.#closing) return;
      const wait = Math.max(0, SHORT_LIFE - (performance.now() - startedAt));
      this.#restart = setTimeout(() => {
        this.#begin(workerOf(this.#file), []);
        this.#events.restarted(reason);
      }, wait);
    });
  }
}
