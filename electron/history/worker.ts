/** The history's worker thread: the only one that writes the database. `history.ts` has the theory. */
import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../platform/errors.ts';
import { isDamage, isTrouble, NewerFormatError } from './database/errors.ts';
import { openIncidents, saveIncident } from './database/incidents.ts';
import { moveDamagedAside, openDatabase } from './database/open.ts';
import { beginRun, endRun, seeRun } from './database/runs.ts';
import { HistoryError } from './history-error.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import { readIncidents, readPicture } from './read.ts';
import type { Found, IncidentRow, StoredIncident } from './rows.ts';

/** How often a run is marked as still there: so exactly is known when a power cut was. 144 small writes a day. */
const SEEN_EVERY_MS = 600_000;

const port = parentPort;
if (!port) throw new Error('electron/history/worker.ts runs as a worker thread only');
const { file, run, boot, bounds }: WorkerSettings = workerData;
const tell = (message: FromWorker) => port.postMessage(message);
const note = (level: 'error', text: string) => tell({ type: 'note', level, text });

let database: DatabaseSync | null = null;

/** Also in the midst of a run, after damage. */
function open(): Found {
  const opened = openDatabase(file, note);
  try {
    const earlier = beginRun(opened, run, boot, Date.now());
    const found = { earlier, open: openIncidents(opened) };
    database = opened;
    return found;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** `mended`: the file was replaced just now; that it is damaged again is the disk's fault. */
function save(row: IncidentRow, mended = false): void {
  if (database === null) open();
  const opened = database;
  if (opened === null) throw new Error('the database is not open');
  try {
    saveIncident(opened, row, bounds);
    seeRun(opened, run, Date.now());
  } catch (error) {
    if (!isDamage(error) || mended) throw error;
    database = null;
    opened.close();
    moveDamagedAside(file, error, note);
    save(row, true);
  }
}

/** Answers every message; what nobody can do anything about is a bug and ends the worker. */
function answer(work: () => FromWorker): void {
  try {
    tell(work());
  } catch (error) {
    if (error instanceof NewerFormatError) tell({ type: 'refused', reason: error.message });
    else if (isTrouble(error) && error instanceof Error) tell({ type: 'failed', reason: `${file}: ${error.message}` });
    else throw error;
  }
}

/** A mark that does not reach the disk is missed by nobody: the next write tells of the trouble. */
function attempt(work: (opened: DatabaseSync) => void): void {
  try {
    if (database !== null) work(database);
  } catch (error) {
    note('error', `${file}: ${messageOf(error)}`);
  }
}

/** A reader's question: what cannot be read now may be later. */
function answerReader(question: number, work: () => FromWorker): void {
  try {
    tell(work());
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    tell({ type: 'unread', question, reason: error.message });
  }
}

/** Documents carry evidence of some 50 KB each: only what was asked for goes to the other thread. */
function withKeys(incident: StoredIncident, keys: readonly string[]): StoredIncident {
  const entries = typeof incident.document === 'object' && incident.document !== null ? Object.entries(incident.document) : [];
  return { ...incident, document: Object.fromEntries(entries.filter(([key]) => keys.includes(key))) };
}

const seeing = setInterval(() => attempt((opened) => seeRun(opened, run, Date.now())), SEEN_EVERY_MS);

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'open':
      return answer(() => ({ type: 'opened', found: open() }));
    case 'save':
      return answer(() => {
        save(message.row);
        return { type: 'saved' };
      });
    case 'read-recent': {
      const { question, limit, keys } = message;
      return answerReader(question, () => {
        const incidents = readIncidents(file, { limit }).map((incident) => withKeys(incident, keys));
        return { type: 'recent', question, incidents: incidents.reverse() };
      });
    }
    case 'read-picture': {
      const { question, incident } = message;
      return answerReader(question, () => ({ type: 'picture', question, image: readPicture(file, incident) }));
    }
    case 'close':
      clearInterval(seeing);
      attempt((opened) => endRun(opened, run, Date.now()));
      attempt((opened) => opened.close());
      port.close();
  }
});
