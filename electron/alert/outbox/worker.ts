/** The outbox's worker thread: the only one that touches the database. `outbox.ts` has the theory. */
import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { isDamage, isTrouble, NewerFormatError } from '../../platform/database/errors.ts';
import { moveDamagedAside, openDatabase } from '../../platform/database/open.ts';
import { findWaiting, readSettled, readTallies, save } from './database/rows.ts';
import { STEPS } from './database/steps.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import type { Found, Row } from './rows.ts';
import type { Batch } from './unwritten.ts';

const port = parentPort;
if (!port) throw new Error('electron/alert/outbox/worker.ts runs as a worker thread only');
const { file }: WorkerSettings = workerData;
const tell = (message: FromWorker) => port.postMessage(message);
const note = (level: 'error', text: string) => tell({ type: 'note', level, text });

let database: DatabaseSync | null = null;

/** Throws what SQLite throws. `mended`: the file was replaced just now. */
function open(mended = false): Found {
  // A message that was taken in, and one that was delivered, are so after a power cut too.
  const opened = openDatabase({ file, steps: STEPS, synchronous: 'FULL', isSuspect: () => true }, note);
  try {
    const found = { waiting: findWaiting(opened), tallies: readTallies(opened) };
    database = opened;
    return found;
  } catch (error) {
    opened.close();
    if (!isDamage(error) || mended) throw error;
    moveDamagedAside(file, error, note);
    return open(true);
  }
}

/** Whether the file was damaged and replaced. `mended`: it was so just now; that it is damaged again is the disk's fault. */
function saveBatch(batch: Batch, mended = false): boolean {
  if (database === null) open();
  const opened = database;
  if (opened === null) throw new Error('the database is not open');
  try {
    save(opened, batch, Date.now());
    return false;
  } catch (error) {
    if (!isDamage(error) || mended) throw error;
    opened.close();
    database = null;
    moveDamagedAside(file, error, note);
    saveBatch(batch, true);
    return true;
  }
}

/** What nobody can do anything about is a bug and ends the worker. */
function answer(work: () => FromWorker): void {
  try {
    tell(work());
  } catch (error) {
    if (error instanceof NewerFormatError) tell({ type: 'refused', reason: error.message });
    else if (isTrouble(error) && error instanceof Error) tell({ type: 'failed', reason: `${file}: ${error.message}` });
    else throw error;
  }
}

/** For people to look back at: what cannot be read now may be later. */
function read(limit: number): readonly Row[] {
  try {
    return database === null ? [] : readSettled(database, limit);
  } catch (error) {
    if (!isTrouble(error)) throw error;
    note('error', `${file}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'open':
      return answer(() => ({ type: 'opened', found: open() }));
    case 'save':
      return answer(() => ({ type: 'saved', anew: saveBatch(message.batch) }));
    case 'read':
      return tell({ type: 'rows', question: message.question, rows: read(message.limit) });
    case 'close':
      database?.close();
      port.close();
  }
});
