/** What the outbox's two threads say to each other. One batch is on its way at a time, and each is answered; questions come in between. */
import type { Found, Row } from './rows.ts';
import type { Batch } from './unwritten.ts';

export interface WorkerSettings {
  readonly file: string;
}

export type ToWorker =
  | { readonly type: 'open' }
  | { readonly type: 'save'; readonly batch: Batch }
  /** The newest so many rows that are settled. */
  | { readonly type: 'read'; readonly question: number; readonly limit: number }
  | { readonly type: 'close' };

export type FromWorker =
  /** Answers `open`. */
  | { readonly type: 'opened'; readonly found: Found }
  /** Answers `save`. `anew`: the file was damaged, and what it held before this batch has to be written once more. */
  | { readonly type: 'saved'; readonly anew: boolean }
  /** Answers `open` or `save`: the disk, the permissions. To be asked again later. */
  | { readonly type: 'failed'; readonly reason: string }
  /** Answers `open`: of a newer format, left alone; nothing can be written in this run. */
  | { readonly type: 'refused'; readonly reason: string }
  /** Answers `read`, the newest first; empty when it cannot be read now. */
  | { readonly type: 'rows'; readonly question: number; readonly rows: readonly Row[] }
  | { readonly type: 'note'; readonly level: 'error'; readonly text: string };
