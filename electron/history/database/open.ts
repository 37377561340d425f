/** Opens the history for writing. One that is damaged is replaced: what is in it may be thrown away (contract 9). */
import type { DatabaseSync } from 'node:sqlite';
import { type Note, openDatabase } from '../../platform/database/open.ts';
import { FORMATS } from './formats.ts';

/** Throws what SQLite throws, or a `NewerFormatError`: then the file is as it was. */
export function openHistoryFile(file: string, note: Note): DatabaseSync {
  // A run's last minutes may be lost to a power cut; a commit for each would cost the disk more than they are worth.
  return openDatabase({ file, steps: FORMATS, synchronous: 'NORMAL', isSuspect: endedUncleanly }, note);
}

/** Damage comes with a power cut, and only then is it worth reading the whole file. */
function endedUncleanly(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM run WHERE ended_at IS NULL').get() !== undefined;
}
