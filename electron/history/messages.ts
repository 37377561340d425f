/**
 * What the history's two threads say to each other. One row is on its way at a time, and each is answered; readers' questions have
 * numbers, and come in between.
 */
import type { Found, IncidentRow, StoredIncident } from './rows.ts';

/** How much is kept. */
export interface Bounds {
  readonly incidents: number;
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
  /** Answers either: why it cannot be read now. */
  | { readonly type: 'unread'; readonly question: number; readonly reason: string }
  | { readonly type: 'note'; readonly level: 'info' | 'warning' | 'error'; readonly text: string };
