/**
 * What is to be written down and is not yet, on the worker's thread. A write of a few rows costs the disk as much as one of a single
 * row, so that rows are gathered: five minutes at once, changes and what people did with the next minute. Bounded: a disk that fails
 * costs the oldest.
 *
 * A write every 5 minutes is three pages of 4 KiB: some 4 MB a day.
 */
import type { DatabaseSync } from 'node:sqlite';
import { addAudit } from './database/audit.ts';
import { addChanges, boundChanges } from './database/changes.ts';
import { addMinutes, boundResources } from './database/resources.ts';
import type { AuditRow, ChangeRow, Records, ResourceRow } from './rows.ts';
import { beginningOf, STEPS } from './steps.ts';

const MINUTES_AT_ONCE = 5;
/** Of each, what waits at most. */
const MOST_CHANGES = 2_000;
const MOST_AUDIT = 500;
const MOST_MINUTES = STEPS.hour.kept;
/** The oldest changes are let go whenever so many have been added. */
const BOUND_EVERY = 500;

export class Pending {
  readonly #keptChanges: number;
  #changes: ChangeRow[] = [];
  #audit: AuditRow[] = [];
  #minutes: ResourceRow[] = [];
  #added = Number.POSITIVE_INFINITY;
  /** The hour in which old steps were let go last. */
  #boundAt = Number.NaN;

  /** `keptChanges`: so many changes of status are kept in the database. */
  constructor(keptChanges: number) {
    this.#keptChanges = keptChanges;
  }

  put({ changes, audit, minute }: Records): void {
    this.#changes = [...this.#changes, ...changes].slice(-MOST_CHANGES);
    this.#audit = [...this.#audit, ...audit].slice(-MOST_AUDIT);
    if (minute !== null) this.#minutes = [...this.#minutes, minute].slice(-MOST_MINUTES);
  }

  get isEmpty(): boolean {
    return this.#changes.length + this.#audit.length + this.#minutes.length === 0;
  }

  /** Whether what there is should be written at the end of a minute. */
  get isDue(): boolean {
    return this.#changes.length + this.#audit.length > 0 || this.#minutes.length >= MINUTES_AT_ONCE;
  }

  /** All of it or nothing. */
  write(database: DatabaseSync): void {
    database.exec('BEGIN IMMEDIATE');
    try {
      addChanges(database, this.#changes);
      addAudit(database, this.#audit);
      addMinutes(database, this.#minutes);
      const boundAt = this.#bound(database);
      database.exec('COMMIT');
      this.#added = boundAt.added;
      this.#boundAt = boundAt.hour;
    } catch (error) {
      // A full disk has ended the transaction already.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
    this.#changes = [];
    this.#audit = [];
    this.#minutes = [];
  }

  #bound(database: DatabaseSync): { readonly added: number; readonly hour: number } {
    const added = this.#added + this.#changes.length;
    if (added >= BOUND_EVERY) boundChanges(database, this.#keptChanges);
    const newest = this.#minutes.at(-1);
    const hour = newest === undefined ? this.#boundAt : beginningOf(newest.at, STEPS.month);
    if (hour !== this.#boundAt && newest !== undefined) boundResources(database);
    return { added: added >= BOUND_EVERY ? 0 : added, hour };
  }
}
