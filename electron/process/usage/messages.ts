/** What the two threads say to each other. */
import type { Limit } from '../../supervisor/policy/event.ts';
import type { Limits, UsageSample } from '../../supervisor/ports.ts';

/** An instance whose program runs. */
export interface Watched {
  readonly service: string;
  readonly instance: number;
  /** Of its program, which leads a process group and a session. */
  readonly pid: number;
  /** `NAME=value` in the environment of its processes. */
  readonly marks: readonly string[];
  /** The folder of its cgroup; null: it has none. */
  readonly cgroup: string | null;
  readonly limits: Pick<Limits, 'memoryBytes' | 'processes'>;
}

export interface OverLimit {
  readonly service: string;
  readonly instance: number;
  readonly limit: Limit;
  readonly found: number;
  readonly allowed: number;
}

export type ToWorker =
  | { readonly type: 'begin'; readonly watched: Watched }
  | { readonly type: 'end'; readonly service: string; readonly instance: number }
  | { readonly type: 'ask'; readonly question: number; readonly service: string };

export type FromWorker =
  | { readonly type: 'over-limit'; readonly over: OverLimit }
  | { readonly type: 'answer'; readonly question: number; readonly samples: readonly UsageSample[] };
