/** The history's worker thread: the only one that writes the database. `history.ts` has the theory. */
import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { isDamage, isTrouble, NewerFormatError } from '../platform/database/errors.ts';
import { moveDamagedAside } from '../platform/database/open.ts';
import { messageOf } from '../platform/errors.ts';
import { addChanges } from './database/changes.ts';
import { openIncidents, saveIncident } from './database/incidents.ts';
import { openHistoryFile } from './database/open.ts';
import { lastMinuteEnd } from './database/resources.ts';
import { beginRun, endRun, seeRun } from './database/runs.ts';
import { HistoryError } from './history-error.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import { Pending } from './pending.ts';
import { readAudit, readChanges, readIncident, readIncidents, readPicture, readResources, readStrips } from './read.ts';
import type { Found, IncidentRow, Records, StoredIncident } from './rows.ts';

/** How often a run is marked as still there: so exactly is known when a power cut was. 144 small writes a day. */
const SEEN_EVERY_MS = 600_000;

const port = parentPort;
if (!port) throw new Error('electron/history/worker.ts runs as a worker thread only');
const { file, run, boot, bounds }: WorkerSettings = workerData;
const tell = (message: FromWorker) => port.postMessage(message);
const note = (level: 'info' | 'warning' | 'error', text: string) => tell({ type: 'note', level, text });

let database: DatabaseSync | null = null;
const pending = new Pending(bounds.changes);
/** The last write of records went wrong, and that was told. */
let failing = false;

/** Also in the midst of a run, after damage. */
function open(): Found {
  const opened = openHistoryFile(file, note);
  try {
    const earlier = beginRun(opened, run, boot, Date.now());
    if (earlier !== null) addChanges(opened, [offSince(Math.max(earlier.seenAt, earlier.endedInOrder ? 0 : (lastMinuteEnd(opened) ?? 0)))]);
    const found = { earlier, open: openIncidents(opened) };
    database = opened;
    return found;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** No supervisor ran from then on, until this one. */
function offSince(at: number): Records['changes'][number] {
  return { at, service: null, state: 'off', health: 'unknown', reason: null, restarts: 0 };
}

/** Does something to the open database. `mended`: the file was replaced just now; that it is damaged again is the disk's fault. */
function write(work: (opened: DatabaseSync) => void, mended = false): void {
  if (database === null) open();
  const opened = database;
  if (opened === null) throw new Error('the database is not open');
  try {
    work(opened);
  } catch (error) {
    if (!isDamage(error) || mended) throw error;
    database = null;
    opened.close();
    moveDamagedAside(file, error, note);
    write(work, true);
  }
}

function save(row: IncidentRow): void {
  write((opened) => {
    saveIncident(opened, row, bounds);
    seeRun(opened, run, Date.now());
  });
}

/** What cannot be written stays to be written with the next. */
function writePending(): void {
  // Until the database was opened, nobody knows whether it may be written at all.
  if (database === null || pending.isEmpty) return;
  try {
    write((opened) => pending.write(opened));
    if (failing) note('info', 'changes and resources are written down again');
    failing = false;
  } catch (error) {
    if (!isTrouble(error) || !(error instanceof Error)) throw error;
    if (!failing) note('warning', `changes and resources cannot be written down: ${file}: ${error.message}`);
    failing = true;
  }
}

function record(records: Records): void {
  pending.put(records);
  if (records.minute !== null && pending.isDue) writePending();
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
  writePending();
  try {
    tell(work());
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    tell({ type: 'unread', question, reason: error.message });
  }
}

/** Its picture is asked for by itself. */
function storedIncident(number: number): StoredIncident | null {
  const found = readIncident(file, number);
  if (found === null) return null;
  const { picture: _, ...incident } = found;
  return incident;
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
    case 'read-incident': {
      const { question, incident } = message;
      return answerReader(question, () => ({ type: 'incident', question, incident: storedIncident(incident) }));
    }
    case 'read-resources': {
      const { question, range } = message;
      return answerReader(question, () => ({ type: 'resources', question, resources: readResources(file, range, Date.now()) }));
    }
    case 'read-strips': {
      const { question, forMs } = message;
      const now = Date.now();
      return answerReader(question, () => ({ type: 'strips', question, strips: readStrips(file, now - forMs, now) }));
    }
    case 'read-changes': {
      const { question, limit } = message;
      return answerReader(question, () => ({ type: 'changes', question, changes: readChanges(file, limit) }));
    }
    case 'read-audit': {
      const { question, limit } = message;
      return answerReader(question, () => ({ type: 'audit', question, entries: readAudit(file, limit) }));
    }
    case 'record':
      return record(message.records);
    case 'close':
      clearInterval(seeing);
      writePending();
      attempt((opened) => endRun(opened, run, Date.now()));
      attempt((opened) => opened.close());
      port.close();
  }
});
