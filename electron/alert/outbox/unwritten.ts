/**
 * Rows that the disk has not yet: of each message the newest form, in the order in which they changed. Pure.
 *
 * Bounded: what waits is bounded by the queue, and so is what is settled of that which lies on the disk as waiting. Of what was
 * settled without ever having been written, the newest are kept, as many as on the disk.
 */
import { MOST_SETTLED, type Row, type Tally } from './rows.ts';

/** At most so many rows are written at a time. */
const MOST_AT_ONCE = 200;

interface Change {
  readonly row: Row;
  readonly place: number;
}

/** What is written at a time, all of it or nothing. */
export interface Batch {
  readonly rows: readonly Row[];
  readonly tallies: readonly Tally[];
}

export class Unwritten {
  readonly #changes = new Map<string, Change>();
  readonly #tallies = new Map<string, Tally>();
  /** Messages that lie on the disk as waiting. */
  readonly #stored = new Set<string>();
  /** How many changes there were. */
  #place = 0;

  /** They lie there since an earlier run. */
  adopt(rows: readonly Row[]): void {
    for (const { message } of rows) this.#stored.add(message.id);
  }

  /** The file was replaced by an empty one. */
  forget(): void {
    this.#stored.clear();
  }

  put(row: Row, tally: Tally): void {
    this.#place += 1;
    const { id } = row.message;
    this.#changes.delete(id);
    this.#changes.set(id, { row, place: this.#place });
    this.#tallies.set(tally.receiver, tally);
    this.#bound();
  }

  /** The next ones to be written; null: none. */
  first(): Batch | null {
    if (this.#changes.size === 0) return null;
    const rows = this.rows.slice(0, MOST_AT_ONCE);
    return { rows, tallies: [...this.#tallies.values()] };
  }

  /** They were written. One that has changed meanwhile stays. */
  done({ rows, tallies }: Batch): void {
    for (const row of rows) {
      const { id } = row.message;
      if (this.#changes.get(id)?.row === row) this.#changes.delete(id);
      if (row.state === 'waiting') this.#stored.add(id);
      else this.#stored.delete(id);
    }
    for (const tally of tallies) if (this.#tallies.get(tally.receiver) === tally) this.#tallies.delete(tally.receiver);
  }

  /** The number of the last change. */
  get place(): number {
    return this.#place;
  }

  /** Whether the change of this number, and all before it, are written. */
  isWritten(place: number): boolean {
    const [oldest] = this.#changes.values();
    return oldest === undefined || oldest.place > place;
  }

  get rows(): Row[] {
    return Array.from(this.#changes.values(), ({ row }) => row);
  }

  #bound(): void {
    const unseen = [...this.#changes.values()].filter(({ row }) => row.state !== 'waiting' && !this.#stored.has(row.message.id));
    for (const { row } of unseen.slice(0, -MOST_SETTLED)) this.#changes.delete(row.message.id);
  }
}
