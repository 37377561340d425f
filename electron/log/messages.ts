/** What the log's two threads say to each other. */
import type { Level } from './line.ts';
import type { PipePair } from './pipe.ts';
import type { Drops } from './writing/drops.ts';
import type { LogSettings } from './writing/file.ts';

export interface WorkerSettings {
  readonly folder: string;
  readonly exhibit: string;
  readonly journal: boolean;
  readonly echo: boolean;
}

export type ToWorker =
  /** The first one to each worker. `pipes`: paths at which pairs are to be made. */
  | { readonly type: 'begin'; readonly settings: WorkerSettings; readonly pipes: readonly string[] }
  /** Reading ends of the service's pipes; said once for each worker. */
  | { readonly type: 'open'; readonly service: string; readonly settings: LogSettings; readonly stdout: number; readonly stderr: number }
  | { readonly type: 'settings'; readonly service: string; readonly settings: LogSettings }
  /** `service` null: the supervisor's own log. `alert`: its kind, where the text is one. */
  | {
      readonly type: 'note';
      readonly service: string | null;
      readonly text: string;
      readonly level: Level;
      readonly alert: string | undefined;
    }
  /** Write everything and end. */
  | { readonly type: 'close' };

export type FromWorker =
  /** The first one of each worker, after `begin`. `pairs`: one for each path, or none at all: whoever needs one then finds out why. */
  | { readonly type: 'ready'; readonly pairs: readonly PipePair[] }
  /** Since the last such message. */
  | { readonly type: 'dropped'; readonly service: string; readonly drops: Drops };
