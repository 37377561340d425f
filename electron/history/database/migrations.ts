/**
 * The schema as a list of small steps: step n makes format n out of format n - 1, and `user_version` in the file says which it
 * has. A step that was released is never changed.
 */
import type { DatabaseSync } from 'node:sqlite';
import { NewerFormatError } from './errors.ts';

const STEPS: readonly string[] = [
  `
  CREATE TABLE run (
    id TEXT PRIMARY KEY,
    boot TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ended_at INTEGER
  ) STRICT;
  CREATE TABLE incident (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    service TEXT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE picture (
    incident INTEGER PRIMARY KEY REFERENCES incident (number) ON DELETE CASCADE,
    image BLOB NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE change (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    service TEXT,
    state TEXT NOT NULL,
    health TEXT NOT NULL,
    reason TEXT,
    restarts INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE resource (
    step INTEGER NOT NULL,
    at INTEGER NOT NULL,
    used TEXT NOT NULL,
    PRIMARY KEY (step, at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT,
    command TEXT NOT NULL,
    outcome TEXT NOT NULL,
    line TEXT NOT NULL
  ) STRICT;
  `,
];

/** The newest format that this version knows, and the one that it writes. */
const FORMAT = STEPS.length;

/** Throws a `NewerFormatError`. Answers with the format of the file; 0: there is nothing in it yet. */
export function formatOf(database: DatabaseSync, file: string): number {
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (found > FORMAT) throw new NewerFormatError(file, found, FORMAT);
  return found;
}

/** Brings the file to the newest format, whole steps or nothing. */
export function migrate(database: DatabaseSync, file: string): void {
  for (let format = formatOf(database, file); format < FORMAT; format++) {
    database.exec(`BEGIN; ${STEPS[format]} PRAGMA user_version = ${format + 1}; COMMIT`);
  }
}
