/**
 * Reads the history from its file alone: no supervisor needs to run, and one that does is not held up. Root may read the file of
 * another user: what SQLite has to make beside it, it gives to the file's owner.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { ResourceHistory, Strips } from '../documents/history.ts';
import { isTrouble, NewerFormatError } from '../platform/database/errors.ts';
import { formatOf } from '../platform/database/migrations.ts';
import { lastAudit } from './database/audit.ts';
import { allChanges, lastChanges } from './database/changes.ts';
import { FORMATS } from './database/formats.ts';
import { incidentByNumber, lastIncidents, pictureOf } from './database/incidents.ts';
import { usedBetween } from './database/resources.ts';
import { HistoryError } from './history-error.ts';
import { pageTimes, resourcePage } from './resource-page.ts';
import type { AuditRow, ChangeRow, StoredIncident } from './rows.ts';
import { type Range, STEPS } from './steps.ts';
import { strips } from './strips.ts';

export { HistoryError } from './history-error.ts';
export type { ChangeRow, StoredIncident } from './rows.ts';

/** How long a reader waits for a writer, in milliseconds; in write-ahead mode only while the file is being made or mended. */
const BUSY_MS = 2_000;

export interface Which {
  /** The newest so many. */
  readonly limit: number;
  readonly service?: string;
}

/** Oldest first; none when there is no file. Throws a `HistoryError`. */
export function readIncidents(file: string, { limit, service }: Which): readonly StoredIncident[] {
  return reading(file, [], (database) => lastIncidents(database, limit, service));
}

/** With its picture; null: there is none of this number. Throws a `HistoryError`. */
export function readIncident(file: string, number: number): (StoredIncident & { readonly picture: Uint8Array | null }) | null {
  return reading(file, null, (database) => {
    const incident = incidentByNumber(database, number);
    return incident === null ? null : { ...incident, picture: pictureOf(database, number) };
  });
}

/** Null: there is no such incident, or it has no picture. Throws a `HistoryError`. */
export function readPicture(file: string, number: number): Uint8Array | null {
  return reading(file, null, (database) => pictureOf(database, number));
}

/** What was used up to `now`. Throws a `HistoryError`. */
export function readResources(file: string, range: Range, now: number): ResourceHistory {
  const { from, to } = pageTimes(range, now);
  return resourcePage(
    range,
    now,
    reading(file, [], (database) => usedBetween(database, STEPS[range], from, to), RECORDS),
  );
}

/** What each service was from `from` up to `to`, which is now. Throws a `HistoryError`. */
export function readStrips(file: string, from: number, to: number): Strips {
  return strips(reading(file, [], allChanges, RECORDS), from, to);
}

/** Newest first. Throws a `HistoryError`. */
export function readChanges(file: string, limit: number): readonly ChangeRow[] {
  return reading(file, [], (database) => lastChanges(database, limit), RECORDS);
}

/** Newest first. Throws a `HistoryError`. */
export function readAudit(file: string, limit: number): readonly AuditRow[] {
  return reading(file, [], (database) => lastAudit(database, limit), RECORDS);
}

/** The format that brought changes, resources and who did what. */
const RECORDS = 2;

/** `since`: the first format that has it; one that was only just made has nothing in it yet. */
function reading<T>(file: string, none: T, read: (database: DatabaseSync) => T, since = 1): T {
  if (!existsSync(file)) return none;
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
    return formatOf(database, file, FORMATS) < since ? none : read(database);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof NewerFormatError) throw new HistoryError(error.message);
    if (isTrouble(error)) throw new HistoryError(`${file} cannot be read: ${error.message}`);
    throw error;
  } finally {
    database?.close();
  }
}
