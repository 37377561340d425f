/**
 * The outbox's place on the disk, seen from the main thread: rows go to the worker batch by batch, what fails is tried again, and
 * whoever waits for the disk waits for a bounded time.
 */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { stackOf } from '../../platform/errors.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { type Found, NOTHING_FOUND, type Row, type Tally } from './rows.ts';
import { type Batch, Unwritten } from './unwritten.ts';
import { workerFile } from './worker-file.ts';

const RETRY_MS = 10_000;
/** So long, in milliseconds, a message waits for the disk before it goes out all the same, and a reader for an answer. */
const PATIENCE_MS = 2_000;

export interface StoreOptions {
  readonly file: string;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** The file was damaged and replaced by an empty one: what waits is to be put in once more. */
  readonly replaced: () => void;
  /** The worker starts when this has come, or gone wrong; left out: at once. */
  readonly after?: Promise<void> | undefined;
  readonly retryMs?: number | undefined;
}

interface Waiter {
  readonly place: number;
  readonly done: () => void;
}

export class Store {
  readonly #options: StoreOptions;
  readonly #unwritten = new Unwritten();
  readonly #found = Promise.withResolvers<Found>();
  readonly #questions = new Map<number, (rows: readonly Row[]) => void>();
  readonly #waiters = new Set<Waiter>();
  #worker: Worker | null = null;
  /** What the worker was asked and has not yet answered. */
  #asked: 'open' | Batch | null = null;
  /** `refused`: nothing can be written in this run. */
  #state: 'closed' | 'open' | 'refused' = 'closed';
  /** What earlier runs left was read, and is read once. */
  #adopted = false;
  /** The last thing went wrong or takes too long; when it went wrong, that was told. */
  #failing = false;
  #slow = false;
  #retry: NodeJS.Timeout | undefined;
  #closing: PromiseWithResolvers<void> | null = null;
  #question = 0;
  #begun = false;

  constructor(options: StoreOptions) {
    this.#options = options;
    // Where nobody was ever told anything there is no thread.
    const begin = () => {
      this.#begun = true;
      if (existsSync(options.file) || this.#unwritten.place > 0) this.#next();
      else this.#found.resolve(NOTHING_FOUND);
    };
    if (options.after === undefined) begin();
    else void options.after.then(begin, begin);
  }

  /** What earlier runs left. Resolves when the file was opened, however late; nothing, when it never can be. */
  get found(): Promise<Found> {
    return this.#found.promise;
  }

  save(row: Row, tally: Tally): void {
    this.#unwritten.put(row, tally);
    if (!this.#failing) this.#next();
  }

  /** Resolves when all that was saved before is on the disk, or when the disk has had its time; with whether it is there. */
  async written(): Promise<boolean> {
    const place = this.#unwritten.place;
    if (this.#state === 'refused' || this.#failing || this.#slow || this.#unwritten.isWritten(place))
      return this.#unwritten.isWritten(place);
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiter: Waiter = { place, done: resolve };
    this.#waiters.add(waiter);
    const impatience = setTimeout(() => this.#late(), PATIENCE_MS);
    await promise;
    clearTimeout(impatience);
    this.#waiters.delete(waiter);
    return this.#unwritten.isWritten(place);
  }

  /** The newest of what is settled, the newest first; what lies there only in memory with it. Never rejects. */
  async settled(limit: number): Promise<readonly Row[]> {
    const fresh = this.#unwritten.rows.filter(({ state }) => state !== 'waiting').toReversed();
    const known = new Set(fresh.map(({ message }) => message.id));
    const stored = this.#state === 'open' && this.#closing === null ? await this.#ask(limit) : [];
    return [...fresh, ...stored.filter(({ message }) => !known.has(message.id))].slice(0, limit);
  }

  /** Writes what is left within so many milliseconds, and lets go of the file. */
  close(withinMs: number): Promise<void> {
    if (this.#closing !== null) return this.#closing.promise;
    const closing = Promise.withResolvers<void>();
    this.#closing = closing;
    this.#begun = true;
    this.#found.resolve(NOTHING_FOUND);
    clearTimeout(this.#retry);
    const impatience = setTimeout(() => closing.resolve(), withinMs);
    this.#next();
    return closing.promise.finally(() => {
      clearTimeout(impatience);
      const lost = this.#unwritten.rows.filter(({ state }) => state === 'waiting').length;
      if (lost > 0) this.#options.log('warning', `alerts that could be neither sent nor written before the end: ${lost}`);
      this.#release();
      // A thread that is stuck in a write cannot be ended; the process's own work need not wait for it.
      this.#worker?.unref();
    });
  }

  #ask(limit: number): Promise<readonly Row[]> {
    this.#question += 1;
    const question = this.#question;
    return new Promise((resolve) => {
      const answered = (rows: readonly Row[]) => {
        clearTimeout(impatience);
        this.#questions.delete(question);
        resolve(rows);
      };
      const impatience = setTimeout(() => answered([]), PATIENCE_MS);
      this.#questions.set(question, answered);
      this.#post({ type: 'read', question, limit });
    });
  }

  /** Asks for the next thing that is to be done, if the worker has nothing to do. */
  #next(): void {
    if (this.#asked !== null || !this.#begun) return;
    const batch = this.#unwritten.first();
    if (this.#state === 'closed' && (this.#closing === null || batch !== null)) this.#send('open');
    else if (this.#state === 'open' && batch !== null) this.#send(batch);
    else if (this.#closing !== null) this.#end();
  }

  #send(what: 'open' | Batch): void {
    this.#asked = what;
    this.#post(what === 'open' ? { type: 'open' } : { type: 'save', batch: what });
  }

  #post(message: ToWorker): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #end(): void {
    if (this.#worker === null) this.#closing?.resolve();
    else this.#post({ type: 'close' });
  }

  #start(): Worker {
    const worker = new Worker(workerFile, { workerData: { file: this.#options.file } });
    let reason = 'it ended by itself';
    worker.on('message', (message: FromWorker) => this.#take(message));
    worker.on('error', (error) => {
      reason = stackOf(error);
    });
    worker.on('exit', () => {
      this.#worker = null;
      for (const answered of [...this.#questions.values()]) answered([]);
      if (this.#closing !== null) return this.#closing.resolve();
      const asked = this.#asked;
      // Asked again, it might die of the same rows for ever: they stay in memory only.
      if (asked !== null && asked !== 'open') this.#unwritten.done(asked);
      else this.#found.resolve(NOTHING_FOUND);
      this.#state = 'closed';
      this.#fail(`the outbox's worker ended and is started again: ${reason}`);
    });
    return worker;
  }

  #take(message: FromWorker): void {
    const { log } = this.#options;
    if (message.type === 'note') return log(message.level, message.text);
    if (message.type === 'rows') return this.#questions.get(message.question)?.(message.rows);
    if (message.type === 'failed') return this.#fail(`alerts cannot be written down, and are sent all the same: ${message.reason}`);
    const asked = this.#asked;
    this.#asked = null;
    if (message.type === 'refused') this.#refuse(message.reason);
    else if (message.type === 'opened') this.#opened(message.found);
    else this.#saved(asked, message.anew);
    this.#recover();
    this.#next();
  }

  #opened(found: Found): void {
    this.#state = 'open';
    if (this.#adopted) return;
    this.#adopted = true;
    this.#unwritten.adopt(found.waiting);
    this.#found.resolve(found);
  }

  #saved(asked: 'open' | Batch | null, anew: boolean): void {
    if (asked === null || asked === 'open') return;
    if (anew) this.#unwritten.forget();
    this.#unwritten.done(asked);
    if (anew) this.#options.replaced();
    for (const waiter of this.#waiters) if (this.#unwritten.isWritten(waiter.place)) waiter.done();
  }

  #refuse(reason: string): void {
    this.#state = 'refused';
    this.#options.log('error', `${reason}. It is left alone, and alerts are kept in memory only`);
    this.#found.resolve(NOTHING_FOUND);
    this.#release();
  }

  #recover(): void {
    this.#slow = false;
    if (!this.#failing) return;
    this.#failing = false;
    if (this.#state !== 'refused') this.#options.log('info', 'alerts are written down again');
  }

  #late(): void {
    if (!this.#slow) this.#options.log('warning', `alerts are not written down within ${PATIENCE_MS / 1_000} s, and are sent all the same`);
    this.#slow = true;
    this.#release();
  }

  #fail(text: string): void {
    this.#asked = null;
    // Told once for each row of failures.
    if (!this.#failing) this.#options.log('warning', text);
    this.#failing = true;
    this.#release();
    if (this.#closing !== null) return this.#end();
    this.#retry = setTimeout(() => this.#next(), this.#options.retryMs ?? RETRY_MS);
    this.#retry.unref();
  }

  /** Nobody waits for the disk any longer. */
  #release(): void {
    for (const { done } of this.#waiters) done();
  }
}
