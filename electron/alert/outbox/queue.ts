/**
 * What waits to be sent, in memory: the order of each receiver, the bounds, what is dropped and what cancels itself. Pure; whatever
 * changes is told to `changed`, which keeps it on the disk.
 *
 * A message is `busy` while it is being written for the first time or being sent: then it is neither taken, dropped nor cancelled.
 */
import type { AlertLevel } from '../../config/exhibit.ts';
import type { Message } from '../message.ts';
import type { Found, Row, RowState, Tally } from './rows.ts';
import { fold } from './thread.ts';

export interface QueueBounds {
  /** Of all receivers together. */
  readonly messages: number;
  readonly bytes: number;
}

/** The least first: these are dropped first. */
const LEVELS: readonly AlertLevel[] = ['info', 'warning', 'error', 'fatal'];

interface Entry {
  row: Row;
  readonly bytes: number;
  busy: boolean;
}

export interface QueueOptions {
  readonly bounds: QueueBounds;
  readonly changed: (row: Row, tally: Tally) => void;
}

export class Queue {
  readonly #options: QueueOptions;
  /** By the message's id, in the order in which they were put in. */
  #entries = new Map<string, Entry>();
  readonly #tallies = new Map<string, Tally>();
  #bytes = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** What earlier runs left stands before everything of this one. */
  adopt({ waiting, tallies }: Found, now: number): void {
    const newer = this.#entries;
    this.#entries = new Map();
    for (const row of waiting) if (!newer.has(row.message.id)) this.#add(row, false);
    for (const [id, entry] of newer) this.#entries.set(id, entry);
    for (const tally of tallies) {
      const since = this.#tallies.get(tally.receiver);
      const { dropped, untold, deliveredAt } = since ?? { dropped: 0, untold: 0, deliveredAt: null };
      const sum = { dropped: tally.dropped + dropped, untold: tally.untold + untold, deliveredAt: deliveredAt ?? tally.deliveredAt };
      this.#tallies.set(tally.receiver, { receiver: tally.receiver, ...sum });
    }
    for (const { row } of [...this.#entries.values()]) this.#fold(row, now);
    this.#bound(now);
  }

  /** Busy until it is freed. */
  put(receiver: string, message: Message, now: number): void {
    const row: Row = { receiver, message, state: 'waiting', putAt: now, settledAt: null, tries: 0 };
    this.#add(row, true);
    this.#tell(row);
    this.#bound(now);
  }

  /** The oldest messages of a receiver, busy from now on; none while an older one is. */
  take(receiver: string, most: number): Row[] {
    const taken: Entry[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.row.receiver !== receiver) continue;
      if (entry.busy || taken.length === most) break;
      taken.push(entry);
    }
    for (const entry of taken) entry.busy = true;
    return taken.map(({ row }) => row);
  }

  /** They were written, or a try came to nothing (`tried`). */
  free(ids: readonly string[], tried: boolean, now: number): void {
    for (const id of ids) {
      const entry = this.#entries.get(id);
      if (entry === undefined) continue;
      entry.busy = false;
      if (tried) entry.row = { ...entry.row, tries: entry.row.tries + 1 };
    }
    for (const id of ids) {
      const row = this.#entries.get(id)?.row;
      if (row !== undefined) this.#fold(row, now);
    }
    this.#bound(now);
  }

  /** They were tried once more, and delivered; the receiver was told of so many that were dropped. */
  delivered(ids: readonly string[], told: number, now: number): void {
    for (const id of ids) {
      const row = this.#entries.get(id)?.row;
      if (row === undefined) continue;
      const tally = this.tally(row.receiver);
      this.#tallies.set(row.receiver, { ...tally, deliveredAt: now, untold: Math.max(0, tally.untold - (id === ids[0] ? told : 0)) });
      this.#settle({ ...row, tries: row.tries + 1 }, 'delivered', now);
    }
  }

  /** The receiver will never take them. */
  refused(ids: readonly string[], now: number): void {
    for (const id of ids) {
      const row = this.#entries.get(id)?.row;
      if (row !== undefined) this.#drop({ ...row, tries: row.tries + 1 }, now);
    }
  }

  /** Nobody takes messages of other receivers than these any more. */
  keepOnly(receivers: ReadonlySet<string>, now: number): void {
    for (const { row, busy } of [...this.#entries.values()]) if (!busy && !receivers.has(row.receiver)) this.#settle(row, 'cancelled', now);
  }

  tally(receiver: string): Tally {
    return this.#tallies.get(receiver) ?? { receiver, dropped: 0, untold: 0, deliveredAt: null };
  }

  /** In the order in which they were put in. */
  get rows(): Row[] {
    return Array.from(this.#entries.values(), ({ row }) => row);
  }

  #add(row: Row, busy: boolean): void {
    const bytes = Buffer.byteLength(JSON.stringify(row.message));
    this.#entries.set(row.message.id, { row, bytes, busy });
    this.#bytes += bytes;
  }

  #fold({ receiver, message: { thread } }: Row, now: number): void {
    const entries = [...this.#entries.values()].filter(({ row }) => row.receiver === receiver && row.message.thread === thread);
    const first = entries.findLastIndex(({ busy }) => busy) + 1;
    const folding = fold(
      entries.slice(first).map(({ row }) => row),
      now,
    );
    if (folding === null) return;
    const last = folding.cancelled.at(-1);
    for (const row of folding.cancelled) if (row !== last || folding.instead === null) this.#settle(row, 'cancelled', now);
    const entry = last === undefined ? undefined : this.#entries.get(last.message.id);
    if (entry === undefined || folding.instead === null) return;
    // In the place of the clear and under its id, so that nothing is told twice when the machine dies now.
    this.#bytes -= entry.bytes;
    const row = { ...entry.row, message: folding.instead };
    this.#add(row, false);
    this.#tell(row);
  }

  #bound(now: number): void {
    const { messages, bytes } = this.#options.bounds;
    while (this.#entries.size > messages || this.#bytes > bytes) {
      const least = this.#least();
      if (least === null) return;
      this.#drop(least, now);
    }
  }

  /** The oldest of the lowest level; null: all are busy. */
  #least(): Row | null {
    let found: Row | null = null;
    for (const { row, busy } of this.#entries.values()) {
      if (!busy && (found === null || LEVELS.indexOf(row.message.level) < LEVELS.indexOf(found.message.level))) found = row;
    }
    return found;
  }

  #drop(row: Row, now: number): void {
    const { dropped, untold, ...tally } = this.tally(row.receiver);
    this.#tallies.set(row.receiver, { ...tally, dropped: dropped + 1, untold: untold + 1 });
    this.#settle(row, 'dropped', now);
  }

  #settle(row: Row, state: RowState, now: number): void {
    const { id } = row.message;
    this.#bytes -= this.#entries.get(id)?.bytes ?? 0;
    this.#entries.delete(id);
    // What was sent is kept for people to look back at; the log has its own files.
    this.#tell({ ...row, message: { ...row.message, logTail: [] }, state, settledAt: now });
  }

  #tell(row: Row): void {
    this.#options.changed(row, this.tally(row.receiver));
  }
}
