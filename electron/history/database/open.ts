/**
 * Opens the database for writing. A file that is damaged is moved aside to NAME.damaged-TIME and a new one begun: what is in it may
 * be thrown away (contract 9). Of damaged ones the newest is kept, so that they do not fill the disk.
 */
import { closeSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../platform/errors.ts';
import { DamageError, isDamage } from './errors.ts';
import { migrate } from './migrations.ts';

/** How long a write waits for somebody else's, in milliseconds. */
const BUSY_MS = 5_000;
/** The write-ahead log is cut back to so much. */
const JOURNAL_BYTES = 4 * 1024 * 1024;

type Note = (level: 'error', text: string) => void;

/** Throws what SQLite throws, or a `NewerFormatError`: then the file is as it was. */
export function openDatabase(file: string, note: Note): DatabaseSync {
  try {
    return openOnce(file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    moveDamagedAside(file, error, note);
    return openOnce(file);
  }
}

/** Whoever had the file open has closed it. */
export function moveDamagedAside(file: string, reason: unknown, note: Note): void {
  const folder = dirname(file);
  const mark = `${basename(file)}.damaged-`;
  for (const name of readdirSync(folder)) if (name.startsWith(mark)) rmSync(join(folder, name), { force: true });
  const aside = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '')}`;
  renameSync(file, aside);
  // They belong to the old file alone; SQLite would try to apply the log to the new one.
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  note('error', `${file} was damaged (${messageOf(reason)}): moved to ${aside} and replaced`);
}

function openOnce(file: string): DatabaseSync {
  // SQLite gives its other files the mode of this one.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    // Looked at before anything is written: a newer format is left as it is.
    migrate(database, file);
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA journal_size_limit = ${JOURNAL_BYTES};
      PRAGMA foreign_keys = ON;
    `);
    if (endedUncleanly(database)) check(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Damage comes with a power cut, and only then is it worth reading the whole file. */
function endedUncleanly(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM run WHERE ended_at IS NULL').get() !== undefined;
}

function check(database: DatabaseSync): void {
  const answer = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (answer !== 'ok') throw new DamageError(String(answer));
}
