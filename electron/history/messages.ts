/**
 * What the history's two threads say to each other. One row is on its way at a time, and each is answered; readers' questions have
 * numbers, and come in between. Records are gathered by the worker, and not answered.
 */
import type { ResourceHistory, Strips } from '../documents/history.ts';
import type { AuditRow, ChangeRow, Found, IncidentRow, Records, StoredIncident } from './rows.ts';
import type { Range } from './steps.ts';

/** How much is kept. */
export interface Bounds {
  readonly incidents: number;
  /** Changes of status. */
  readonly changes: number;
  /** Of the whole database. */
  readonly bytes: number;
}

export interface WorkerSettings {
  readonly file: string;
  /** A name of this run of the supervisor, the same for every worker that it starts. */
  readonly run: string;
  /** The kernel's id of the present boot. */
  readonly boot: string;
  readonly bounds: Bounds;
}

export type ToWorker =
  | { readonly type: 'open' }
  | { readonly type: 'save'; readonly row: IncidentRow }
  /** The newest so many incidents; of their documents only these keys. */
  | { readonly type: 'read-recent'; readonly question: number; readonly limit: number; readonly keys: readonly string[] }
  /** The picture of one incident. */
  | { readonly type: 'read-picture'; readonly question: number; readonly incident: number }
  /** One whole incident by its number. */
  | { readonly type: 'read-incident'; readonly question: number; readonly incident: number }
  | { readonly type: 'read-resources'; readonly question: number; readonly range: Range }
  /** What each service was over the last so many milliseconds. */
  | { readonly type: 'read-strips'; readonly question: number; readonly forMs: number }
  | { readonly type: 'read-changes'; readonly question: number; readonly limit: number }
  | { readonly type: 'read-audit'; readonly question: number; readonly limit: number }
  /** To be written down with what else there is. Not answered: what fails is told by a note. */
  | { readonly type: 'record'; readonly records: Records }
  /** Write down that the run ended in order, and end. */
  | { readonly type: 'close' };

export type FromWorker =
  /** Answers `open`. */
  | { readonly type: 'opened'; readonly found: Found }
  /** Answers `save`. */
  | { readonly type: 'saved' }
  /** Answers `open` or `save`: the disk, the permissions. To be asked again later. */
  | { readonly type: 'failed'; readonly reason: string }
  /** Answers `open`: of a newer format, left alone; nothing can be written in this run. */
  | { readonly type: 'refused'; readonly reason: string }
  /** Answers `read-recent`: the newest first. */
  | { readonly type: 'recent'; readonly question: number; readonly incidents: readonly StoredIncident[] }
  /** Answers `read-picture`; null: there is none. */
  | { readonly type: 'picture'; readonly question: number; readonly image: Uint8Array | null }
  /** Answers `read-incident`; null: there is none. */
  | { readonly type: 'incident'; readonly question: number; readonly incident: StoredIncident | null }
  | { readonly type: 'resources'; readonly question: number; readonly resources: ResourceHistory }
  | { readonly type: 'strips'; readonly question: number; readonly strips: Strips }
  /** Newest first. */
  | { readonly type: 'changes'; readonly question: number; readonly changes: readonly ChangeRow[] }
  /** Newest first. */
  | { readonly type: 'audit'; readonly question: number; readonly entries: readonly AuditRow[] }
  /** Answers any question: why it cannot be read now. */
  | { readonly type: 'unread'; readonly question: number; readonly reason: string }
  | { readonly type: 'note'; readonly level: 'info' | 'warning' | 'error'; readonly text: string };
