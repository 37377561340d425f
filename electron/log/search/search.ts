/**
 * Searching and following the logs of all services, for pages. All of it runs on a worker thread, which is there only while somebody
 * reads: started with the first question, ended a minute after the last.
 *
 * Invariants: nothing here waits for a disk on the loop's thread; a search answers within half a second, with what it has found until
 * then, and says from where it can go on; lines have one order, and a cursor leads to its line until the line is rotated away.
 *
 * Numbers: 400 ms a search; 8 searches may wait; 32 followers; lines of up to 2,000 characters; 500 lines told to a follower at once,
 * 10 times a second. A million lines (100 MB) take about 200 ms.
 */
import { Worker } from 'node:worker_threads';
import { stackOf } from '../../platform/errors.ts';
import type { Followed } from './following.ts';
import type { FromWorker, SearchSettings, ToWorker } from './messages.ts';
import type { Page, ShownLine, Wanted } from './page.ts';
import { workerFile } from './worker-file.ts';

export type { Followed } from './following.ts';
export type { Page, ShownLine, Wanted } from './page.ts';
export { CURSOR_PATTERN, fromCursor } from './place.ts';

/** Without a question for so long the thread ends, in milliseconds. */
const IDLE_MS = 60_000;
const MOST_WAITING = 8;
const MOST_FOLLOWERS = 32;

/** The logs cannot be read now. The message says why. */
export class LogSearchError extends Error {
  override readonly name = 'LogSearchError';
}

export interface LogSearch {
  /** Rejects with a `LogSearchError`. */
  find(wanted: Wanted): Promise<Page>;
  /** The listener is told of lines as they come; the result ends that. Throws a `LogSearchError`. */
  follow(followed: Followed, listener: (lines: readonly ShownLine[]) => void): () => void;
  close(): Promise<void>;
}

export interface LogSearchOptions extends SearchSettings {
  readonly log: (text: string) => void;
  readonly idleMs?: number;
}

export function createLogSearch(options: LogSearchOptions): LogSearch {
  return new WorkerSearch(options);
}

interface Question {
  readonly resolve: (page: Page) => void;
  readonly reject: (error: LogSearchError) => void;
}

class WorkerSearch implements LogSearch {
  readonly #options: LogSearchOptions;
  readonly #questions = new Map<number, Question>();
  readonly #listeners = new Map<number, (lines: readonly ShownLine[]) => void>();
  #last = 0;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: LogSearchOptions) {
    this.#options = options;
  }

  find(wanted: Wanted): Promise<Page> {
    return new Promise((resolve, reject) => {
      if (this.#questions.size >= MOST_WAITING) return reject(new LogSearchError('too many searches are waiting already'));
      const id = ++this.#last;
      this.#questions.set(id, { resolve, reject });
      this.#post({ type: 'search', id, wanted });
    });
  }

  follow(followed: Followed, listener: (lines: readonly ShownLine[]) => void): () => void {
    if (this.#listeners.size >= MOST_FOLLOWERS) throw new LogSearchError('too many are following already');
    const id = ++this.#last;
    this.#listeners.set(id, listener);
    this.#post({ type: 'follow', id, followed });
    return () => {
      if (this.#listeners.delete(id)) this.#post({ type: 'leave', id });
    };
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    this.#listeners.clear();
    const worker = this.#worker;
    this.#worker = null;
    this.#fail('the supervisor is ending');
    await worker?.terminate();
  }

  #post(message: ToWorker): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
    this.#rest();
  }

  #start(): Worker {
    const { folder } = this.#options;
    const worker = new Worker(workerFile, { workerData: { folder } satisfies SearchSettings });
    let reason = 'it ended by itself';
    worker.unref();
    worker.on('message', (message: FromWorker) => this.#take(message));
    worker.on('error', (error) => {
      reason = stackOf(error);
    });
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#listeners.clear();
      this.#fail('the search has ended');
      this.#options.log(`the search in the logs has ended, and begins anew with the next question: ${reason}`);
    });
    return worker;
  }

  #take(message: FromWorker): void {
    const { id } = message;
    if (message.type === 'lines') return this.#listeners.get(id)?.(message.lines);
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    this.#listeners.delete(id);
    if (message.type === 'page') question?.resolve(message.page);
    else question?.reject(new LogSearchError(message.reason));
    this.#rest();
  }

  #fail(reason: string): void {
    for (const { reject } of this.#questions.values()) reject(new LogSearchError(reason));
    this.#questions.clear();
  }

  /** The thread ends when nobody has asked anything for a while. */
  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#questions.size + this.#listeners.size > 0) return;
    this.#idle = setTimeout(() => {
      const worker = this.#worker;
      this.#worker = null;
      void worker?.terminate();
    }, this.#options.idleMs ?? IDLE_MS);
    this.#idle.unref();
  }
}
