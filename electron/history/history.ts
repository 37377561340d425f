/**
 * The exhibit's memory of what happened, `history.db` in the state folder (SQLite): incidents, changes of status, what machine and
 * services used, who did what, and the runs of the supervisor. It may be thrown away; what must survive anything lies elsewhere
 * (`store/`).
 *
 *     saveIncident --> Backlog --one row at a time--> worker thread --> history.db <-- readers (`read.ts`), from any process
 *     record ---------------------------------------> Pending, a write in 5 min
 *     recent, strips, ... --> Questions ------------> (reads as they do, after a write of what is pending)
 *
 * Invariants
 * - No call here waits for a disk, throws or rejects. A disk that fails, fills up or hangs costs memory up to the backlog's bounds
 *   (50 incidents, 16 MiB), then the oldest pictures and incidents, which are counted and told.
 * - One thread of one process writes (the supervisor's lock); readers never hold it up (write-ahead log).
 * - A newer format is refused and left alone; a damaged file is moved aside, told and replaced.
 * - A run that has no end in the database did not end in order: a power cut, or `kill -9`. Such an end costs the resources of the
 *   last 5 min and the changes of the last minute; incidents are written at once.
 * - Nothing is let go because of the wall clock: kept are the newest so many. A clock that is set back neither rewrites what was
 *   measured before nor opens a hole in it; whoever records changes says where the clock was set (`supervisor/chronicle.ts`).
 *
 * Numbers: at most 1,000 incidents, 20,000 changes of status, 2,000 acts of people and 64 MB; resources by minutes for 2 h, by 5 min
 * for 2 days, by hours for 400 days. What could not be written is tried again every 10 s, records with the next minute; `close` waits
 * 3 s at most.
 */
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { bootId } from '../platform/clock.ts';
import { stackOf } from '../platform/errors.ts';
import { Backlog } from './backlog.ts';
import type { Bounds, FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import { Questions } from './questions.ts';
import { type Past, Reader } from './reader.ts';
import { type Found, type IncidentRow, NOTHING_FOUND, type Records } from './rows.ts';
import { workerFile } from './worker-file.ts';

export { HistoryError } from './history-error.ts';
export type { Past } from './reader.ts';
export type { AuditRow, ChangeRow, Found, IncidentRow, Records, ResourceRow, StoredIncident } from './rows.ts';

const BOUNDS: Bounds = { incidents: 1_000, changes: 20_000, bytes: 64_000_000 };
/** Records that came before the worker was started. */
const MOST_EARLY = 500;
const RETRY_MS = 10_000;
const LAST_WRITES_MS = 3_000;

export interface HistoryOptions {
  /** `history.db`; its folder is there. */
  readonly file: string;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** The worker starts when this has come, or gone wrong; left out: at once. A start of the machine is no time for threads that can wait. */
  readonly after?: Promise<void>;
  readonly bounds?: Bounds;
  readonly retryMs?: number;
}

export interface History {
  /** What earlier runs left. Resolves when the database was opened, however late; nothing, when it never can be. */
  readonly found: Promise<Found>;
  /** Writes an incident, or its newest form. */
  saveIncident(row: IncidentRow): void;
  /** Writes down changes, resources, acts: soon, with what else there is. */
  record(records: Records): void;
  /** What can be read of it now. */
  readonly past: Past;
  /** Writes what is left, marks the run as ended in order, and lets go of the file. */
  close(): Promise<void>;
}

export function openHistory(options: HistoryOptions): History {
  return new WorkerHistory(options);
}

class WorkerHistory implements History {
  readonly #options: HistoryOptions;
  readonly #settings: WorkerSettings;
  readonly #backlog = new Backlog();
  readonly #questions = new Questions();
  readonly past: Past = new Reader((asking) =>
    this.#closing === null ? this.#questions.ask(asking, (message) => this.#post(message)) : null,
  );
  readonly #early: Records[] = [];
  readonly #found = Promise.withResolvers<Found>();
  #worker: Worker | null = null;
  /** What the worker was asked and has not yet answered. */
  #asked: 'open' | IncidentRow | null = null;
  /** `refused`: nothing can be written in this run. */
  #state: 'closed' | 'open' | 'refused' = 'closed';
  /** The last thing went wrong, and that was told. */
  #failing = false;
  #retry: NodeJS.Timeout | undefined;
  #closing: PromiseWithResolvers<void> | null = null;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#settings = { file: options.file, run: randomUUID(), boot: bootId(), bounds: options.bounds ?? BOUNDS };
    const begin = () => this.#next();
    if (options.after === undefined) begin();
    else void options.after.then(begin, begin);
  }

  get found(): Promise<Found> {
    return this.#found.promise;
  }

  saveIncident(row: IncidentRow): void {
    if (this.#state === 'refused' || this.#closing !== null) return;
    this.#backlog.put(row);
    if (!this.#failing) this.#next();
  }

  record(records: Records): void {
    if (this.#state === 'refused' || this.#closing !== null) return;
    if (this.#worker !== null) return this.#post({ type: 'record', records });
    this.#early.push(records);
    if (this.#early.length > MOST_EARLY) this.#early.shift();
  }

  close(): Promise<void> {
    if (this.#closing !== null) return this.#closing.promise;
    const closing = Promise.withResolvers<void>();
    this.#closing = closing;
    this.#found.resolve(NOTHING_FOUND);
    // One last attempt, also at a disk that failed before.
    clearTimeout(this.#retry);
    const impatience = setTimeout(() => closing.resolve(), LAST_WRITES_MS);
    this.#next();
    return closing.promise.finally(() => {
      clearTimeout(impatience);
      if (this.#backlog.size > 0) this.#options.log('warning', `incidents that could not be written before the end: ${this.#backlog.size}`);
      // A thread that is stuck in a write cannot be ended; the process's own work need not wait for it.
      this.#worker?.unref();
    });
  }

  /** Asks for the next thing that is to be done, if the worker has nothing to do. */
  #next(): void {
    if (this.#asked !== null) return;
    if (this.#state === 'closed' && (this.#closing === null || this.#backlog.size > 0)) return this.#ask('open');
    const row = this.#state === 'open' ? this.#backlog.first() : undefined;
    if (row !== undefined) this.#ask(row);
    else if (this.#closing !== null) this.#end();
  }

  #ask(what: 'open' | IncidentRow): void {
    this.#asked = what;
    this.#post(what === 'open' ? { type: 'open' } : { type: 'save', row: what });
  }

  #post(message: ToWorker): void {
    if (this.#worker === null) {
      this.#worker = this.#start();
      for (const records of this.#early.splice(0)) this.#worker.postMessage({ type: 'record', records } satisfies ToWorker);
    }
    this.#worker.postMessage(message);
  }

  #end(): void {
    if (this.#worker === null) this.#closing?.resolve();
    else this.#post({ type: 'close' });
  }

  #start(): Worker {
    const worker = new Worker(workerFile, { workerData: this.#settings });
    let reason = 'it ended by itself';
    worker.on('message', (message: FromWorker) => this.#take(message));
    worker.on('error', (error) => {
      reason = stackOf(error);
    });
    worker.on('exit', () => {
      this.#worker = null;
      this.#questions.fail(`the history's worker has ended: ${reason}`);
      if (this.#closing !== null) return this.#closing.resolve();
      // Asked again, it might die of the same row for ever.
      const asked = this.#asked;
      if (asked !== null && asked !== 'open') this.#backlog.done(asked);
      this.#state = 'closed';
      this.#fail(`the history's worker ended and is started again: ${reason}`);
    });
    return worker;
  }

  #take(message: FromWorker): void {
    const { log } = this.#options;
    if (message.type === 'note') return log(message.level, message.text);
    if ('question' in message) return this.#questions.answer(message);
    const asked = this.#asked;
    if (message.type === 'failed') return this.#fail(`what happens cannot be written down: ${message.reason}`);
    this.#asked = null;
    if (message.type === 'refused') {
      this.#state = 'refused';
      this.#backlog.clear();
      log('error', `${message.reason}. It is left alone, and incidents are not recorded`);
      this.#found.resolve(NOTHING_FOUND);
    } else if (message.type === 'opened') {
      this.#state = 'open';
      this.#found.resolve(message.found);
    } else if (asked !== null && asked !== 'open') {
      this.#backlog.done(asked);
    }
    this.#recover();
    this.#next();
  }

  #recover(): void {
    if (!this.#failing) return;
    this.#failing = false;
    const dropped = this.#backlog.takeDropped();
    const lost = dropped === 0 ? '' : `; incidents and pictures that did not fit in memory meanwhile and are lost: ${dropped}`;
    this.#options.log('info', `what happens is written down again${lost}`);
  }

  #fail(text: string): void {
    this.#asked = null;
    // Told once for each row of failures.
    if (!this.#failing) this.#options.log('warning', text);
    this.#failing = true;
    if (this.#closing !== null) return this.#end();
    this.#retry = setTimeout(() => this.#next(), this.#options.retryMs ?? RETRY_MS);
    this.#retry.unref();
  }
}
