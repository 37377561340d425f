/** What the search's two threads say to each other. */
import type { Followed } from './following.ts';
import type { Page, ShownLine, Wanted } from './page.ts';

export interface SearchSettings {
  /** `log` in the state folder. */
  readonly folder: string;
}

export type ToWorker =
  | { readonly type: 'search'; readonly id: number; readonly wanted: Wanted }
  | { readonly type: 'follow'; readonly id: number; readonly followed: Followed }
  /** Ends what `follow` began. */
  | { readonly type: 'leave'; readonly id: number };

export type FromWorker =
  | { readonly type: 'page'; readonly id: number; readonly page: Page }
  | { readonly type: 'lines'; readonly id: number; readonly lines: readonly ShownLine[] }
  /** Answers `search`, or ends what `follow` began: why it cannot be read. */
  | { readonly type: 'failed'; readonly id: number; readonly reason: string };
