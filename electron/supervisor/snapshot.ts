/** What readers see of the exhibit at one moment: every door (CLI, API, overlay) and every sentence is made from this. */
import type { HealthStatus } from './policy/event.ts';
import type { StoppedBy } from './policy/state.ts';

export type ServiceState = 'stopped' | 'waiting' | 'starting' | 'running' | 'backing-off' | 'stopping' | 'failed';
/** The first that holds, in this order (contract 2). */
export type ExhibitState = 'stopping' | 'safe-mode' | 'stopped' | 'closed' | 'paused' | 'starting' | 'degraded' | 'running';
export type Role = 'core' | 'display' | 'audio' | 'other';

export interface ServiceSnapshot {
  readonly name: string;
  readonly role: Role;
  readonly state: ServiceState;
  readonly pid: number | null;
  /** `INVIGIL_INSTANCE` of the present start. */
  readonly instance: string | null;
  readonly health: HealthStatus;
  /** When `state` was entered, ISO 8601. */
  readonly since: string;
  /** Unplanned restarts since the supervisor started. */
  readonly restarts: number;
  /** Unplanned restarts in the present trouble: since it was last ready for `storm.within`. */
  readonly attempts: number;
  /** Age of the last beat in milliseconds. */
  readonly lastBeatMs: number | null;
  /** Time until silence counts as a freeze, in milliseconds; null where none is judged. */
  readonly beatDeadlineMs: number | null;
  readonly waitingFor: { readonly what: string; readonly detail: string; readonly since: string } | null;
  readonly stoppedBy: Exclude<StoppedBy, 'shutdown'> | null;
  /** In words, what went wrong last while it is not mended: `frozen for 5 s`, `exit status 1`. */
  readonly reason: string | null;
  /** Time until the next automatic start, in milliseconds. */
  readonly nextTryMs: number | null;
}

export interface Snapshot {
  readonly exhibit: string;
  readonly title: string;
  readonly state: ExhibitState;
  readonly health: HealthStatus;
  /** Within opening hours, also where `state` says something that comes before `closed`. */
  readonly open: boolean;
  /** ISO 8601; null when not paused or paused until resumed. */
  readonly pausedUntil: string | null;
  /** Rungs of the ladder that were taken and have not yet helped. */
  readonly ladder: number;
  readonly rebootsLeft: number | null;
  /** Time until the next trial start out of safe mode, in milliseconds. */
  readonly safeModeRetryMs: number | null;
  readonly services: readonly ServiceSnapshot[];
}
