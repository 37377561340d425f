/**
 * Messages that people are to get, from the moment in which the policy of telling decides on them until each receiver has them:
 * `outbox.db` in the state folder (SQLite).
 *
 *     put --> Queue (what waits, in memory) --> take --> delivery (`delivery.ts`) --> delivered, postponed, refused
 *               |  every change                                                          |
 *               +--> Store --batch by batch--> worker thread --> outbox.db <-------------+
 *
 * Invariants
 * - What was put in is on the disk before it is sent, and what was sent is noted there before the next one goes to the same receiver:
 *   a kill costs nothing, and gives at most one copy, under the same id, for each receiver (contract 8).
 * - No call here waits for a disk on the loop, throws or rejects. When the disk fails, messages live in memory and are sent all the
 *   same; one that takes longer than 2 s is not waited for.
 * - Each receiver gets its messages in the order in which they were put in; none waits for another receiver's.
 * - What is over before anybody was told cancels itself (`thread.ts`).
 * - A newer format is refused and left alone; a damaged file is moved aside, told, and replaced with what is in memory.
 *
 * Numbers: at most 2,000 messages or 8 MB wait; beyond, the oldest of the lowest level are dropped, counted, and told with the next
 * message that gets through. What is settled is kept for 30 days, the last 500, without log lines.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../message.ts';
import { Queue, type QueueBounds } from './queue.ts';
import { MOST_SETTLED, type Row, type Tally } from './rows.ts';
import { Store } from './store.ts';

export type { Row, Tally } from './rows.ts';

const BOUNDS: QueueBounds = { messages: 2_000, bytes: 8_000_000 };
/** A disk that does not even open the file is waited for so long, in milliseconds, before newer messages go out. */
const PATIENCE_MS = 2_000;

export interface OutboxOptions {
  /** `outbox.db`; its folder is there. */
  readonly file: string;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** The file is opened when this has come, or gone wrong; left out: at once. A start of the machine is no time for threads that can wait. */
  readonly after?: Promise<void>;
  readonly bounds?: QueueBounds;
  readonly retryMs?: number;
}

export interface Addressed {
  /** The receiver's name. */
  readonly to: string;
  readonly message: Message;
}

export interface Outbox {
  /** Resolves when what earlier runs left can be taken, or is not to be waited for. */
  readonly ready: Promise<void>;
  /** Resolves when they are on the disk, or the disk has had its time; with whether they are there. Never rejects. */
  put(messages: readonly Addressed[]): Promise<boolean>;
  /** The oldest waiting messages of a receiver, at most so many; they are not given out again until they are postponed. */
  take(receiver: string, most: number): readonly Row[];
  /** `told`: of so many dropped ones the receiver was told. Resolves when it is noted, or the disk has had its time. */
  delivered(ids: readonly string[], told: number): Promise<void>;
  refused(ids: readonly string[]): Promise<void>;
  /** A try came to nothing. */
  postponed(ids: readonly string[]): void;
  /** What is addressed to others is given up. */
  keepOnly(receivers: readonly string[]): void;
  tally(receiver: string): Tally;
  /** In the order in which they were put in. */
  waiting(): readonly Row[];
  /** The ids of all that wait and of all that is settled and kept, when what earlier runs left was found. Never rejects. */
  known(): Promise<ReadonlySet<string>>;
  /** The newest first. Never rejects. */
  settled(limit: number): Promise<readonly Row[]>;
  /** Called whenever something may be there to be taken. */
  onWaiting(listener: () => void): void;
  /** Called with the thread of a raise that was over before this receiver could be told. */
  onUnheard(listener: (receiver: string, thread: string) => void): void;
  close(withinMs: number): Promise<void>;
}

export function openOutbox(options: OutboxOptions): Outbox {
  const listeners: (() => void)[] = [];
  const unheardListeners: ((receiver: string, thread: string) => void)[] = [];
  const store = new Store({
    ...options,
    replaced: () => {
      for (const row of queue.rows) store.save(row, queue.tally(row.receiver));
    },
  });
  const changed = (row: Row, tally: Tally) => {
    store.save(row, tally);
    const { receiver, message, state } = row;
    if (state === 'cancelled' && message.act === 'raise') for (const listener of unheardListeners) listener(receiver, message.thread);
  };
  const queue = new Queue({ bounds: options.bounds ?? BOUNDS, changed });
  const announce = () => {
    for (const listener of listeners) listener();
  };

  const adopted = store.found.then((found) => {
    queue.adopt(found, Date.now());
    announce();
  });
  const late = async () => {
    await options.after?.catch(() => undefined);
    await sleep(PATIENCE_MS, undefined, { ref: false });
  };
  const ready = Promise.race([adopted, late()]);
  return {
    ready,
    async put(messages) {
      const now = Date.now();
      for (const { to, message } of messages) queue.put(to, message, now);
      const isStored = await store.written();
      queue.free(
        messages.map(({ message }) => message.id),
        false,
        Date.now(),
      );
      announce();
      return isStored;
    },
    take: (receiver, most) => queue.take(receiver, most),
    async delivered(ids, told) {
      queue.delivered(ids, told, Date.now());
      await store.written();
    },
    async refused(ids) {
      queue.refused(ids, Date.now());
      await store.written();
    },
    postponed: (ids) => queue.free(ids, true, Date.now()),
    keepOnly: (receivers) => queue.keepOnly(new Set(receivers), Date.now()),
    tally: (receiver) => queue.tally(receiver),
    waiting: () => queue.rows,
    async known() {
      await ready;
      // In this order: what is settled meanwhile is in one of the two.
      const rows = [...queue.rows, ...(await store.settled(MOST_SETTLED))];
      return new Set(rows.map(({ message }) => message.id));
    },
    settled: (limit) => store.settled(limit),
    onWaiting: (listener) => listeners.push(listener),
    onUnheard: (listener) => unheardListeners.push(listener),
    close: (withinMs) => store.close(withinMs),
  };
}
