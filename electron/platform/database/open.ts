/**
 * Opens a SQLite database for the one thread that writes it. A file that is damaged is moved aside to NAME.damaged-TIME, told, and a
 * new one begun; of damaged ones the newest is kept, so that they do not fill the disk. A newer format is refused and left alone.
 */
import { closeSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../errors.ts';
import { DamageError, isDamage } from './errors.ts';
import { migrate } from './migrations.ts';

/** How long a write waits for somebody else's, in milliseconds. */
const BUSY_MS = 5_000;
/** The write-ahead log is cut back to so much. */
const JOURNAL_BYTES = 4 * 1024 * 1024;

export type Note = (level: 'error', text: string) => void;

export interface DatabaseSettings {
  readonly file: string;
  /** See `migrations.ts`. */
  readonly steps: readonly string[];
  /** `FULL`: what is committed outlives a power cut. `NORMAL`: the last commits may be lost to one. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Whether it may be damaged, so that the whole file is to be read once. */
  readonly isSuspect: (database: DatabaseSync) => boolean;
}

/** Throws what SQLite throws, or a `NewerFormatError`: then the file is as it was. */
export function openDatabase(settings: DatabaseSettings, note: Note): DatabaseSync {
  try {
    return openOnce(settings);
  } catch (error) {
    if (!isDamage(error)) throw error;
    moveDamagedAside(settings.file, error, note);
    return openOnce(settings);
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

function openOnce({ file, steps, synchronous, isSuspect }: DatabaseSettings): DatabaseSync {
  // SQLite gives its other files the mode of this one.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    // Looked at before anything is written: a newer format is left as it is.
    migrate(database, file, steps);
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${synchronous};
      PRAGMA journal_size_limit = ${JOURNAL_BYTES};
      PRAGMA foreign_keys = ON;
    `);
    if (isSuspect(database)) check(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function check(database: DatabaseSync): void {
  const answer = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (answer !== 'ok') throw new DamageError(String(answer));
}
