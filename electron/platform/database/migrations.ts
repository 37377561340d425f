/**
 * The schema of a database as a list of small steps: step n makes format n out of format n - 1, and `user_version` in the file says
 * which it has. A step that was released is never changed.
 */
import type { DatabaseSync } from 'node:sqlite';
import { NewerFormatError } from './errors.ts';

/** Throws a `NewerFormatError`. Answers with the format of the file; 0: there is nothing in it yet. */
export function formatOf(database: DatabaseSync, file: string, steps: readonly string[]): number {
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (found > steps.length) throw new NewerFormatError(file, found, steps.length);
  return found;
}

/** Brings the file to the newest format, whole steps or nothing. */
export function migrate(database: DatabaseSync, file: string, steps: readonly string[]): void {
  for (let format = formatOf(database, file, steps); format < steps.length; format++) {
    database.exec(`BEGIN; ${steps[format]} PRAGMA user_version = ${format + 1}; COMMIT`);
  }
}
