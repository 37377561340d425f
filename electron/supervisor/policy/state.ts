/**
 * The policy's whole memory. Each state of a service carries the data that is legal in it and nothing else. Times are
 * milliseconds of the monotonic clock. Immutable: `step` returns a new one.
 */
import type { RestartCause } from './effect.ts';
import type { HealthStatus } from './event.ts';
import type { ConditionKey, Plan, ServicePlan } from './plan.ts';

/** `shutdown` is shown as null: the supervisor itself is ending. */
export type StoppedBy = 'person' | 'finished' | 'closed' | 'safe-mode' | 'shutdown';

export interface Wait {
  /** A condition's key, or `service`, `shell`, `resume`. */
  readonly what: string;
  readonly detail: string;
  readonly since: number;
}

/** The signs of life of a running service. */
export interface Pulse {
  readonly lastBeatAt: number | null;
  /** Silence until then is fine; null: no beat is awaited. */
  readonly deadline: number | null;
  /** Begin of the present stretch of `busy`; null outside one. */
  readonly busySince: number | null;
  readonly progress: number | null;
  /** When the progress count last moved; null while none was reported. */
  readonly progressAt: number | null;
  /** How it failed to give the signs that it was asked for; null: it did not. */
  readonly missed: string | null;
}

/** What follows when everything of a stopping service is gone. */
export type Next =
  | { readonly move: 'rest'; readonly by: StoppedBy }
  /** A planned start of a new instance. */
  | { readonly move: 'start' }
  /** An unplanned restart. */
  | { readonly move: 'restart'; readonly cause: RestartCause }
  | { readonly move: 'fail'; readonly reason: string };

export type Life =
  | { readonly state: 'stopped'; readonly by: StoppedBy }
  | { readonly state: 'waiting'; readonly for: Wait | null }
  | {
      readonly state: 'starting';
      readonly instance: number;
      readonly pid: number | null;
      readonly startedAt: number;
      /** Readiness by then, or it counts as frozen; null: not judged (a one-shot without beats ends when it ends). */
      readonly deadline: number | null;
      readonly busySince: number | null;
    }
  | {
      readonly state: 'running';
      readonly instance: number;
      readonly pid: number | null;
      readonly startedAt: number;
      readonly readyAt: number;
      readonly pulse: Pulse;
    }
  /** `failedAt`: the failure that is waited on. */
  | { readonly state: 'backing-off'; readonly until: number; readonly failedAt: number; readonly cause: RestartCause }
  | {
      readonly state: 'stopping';
      readonly instance: number;
      readonly pid: number | null;
      /** asked: the stop signal was sent; stack: `on_freeze` was; killed: SIGKILL was. */
      readonly phase: 'asked' | 'stack' | 'killed';
      /** The next, harder step; null: nothing harder is left. */
      readonly deadline: number | null;
      readonly next: Next;
    }
  /** `retryAt` null: only a person starts it again. `counted`: the retry is an unplanned restart (after a storm). */
  | { readonly state: 'failed'; readonly reason: string; readonly retryAt: number | null; readonly counted: boolean };

/** What the shell of a `url` service shows: the holding page, a page on its way, or the page. */
export type Page =
  | { readonly state: 'held' }
  | { readonly state: 'given'; readonly at: number; readonly deadline: number; readonly busySince: number | null }
  | { readonly state: 'shown'; readonly at: number };

export interface Service {
  readonly plan: ServicePlan;
  readonly life: Life;
  /** When `life.state` was entered. */
  readonly since: number;
  /** Null for `command` services. */
  readonly page: Page | null;
  /** Begin of each unplanned restart that may still count for a storm, oldest first. */
  readonly begun: readonly number[];
  /** Unplanned restarts since it was last ready for `storm.within`: the n of the backoff. */
  readonly attempts: number;
  /** Unplanned restarts since the supervisor started, for people to see. */
  readonly restarts: number;
  readonly health: HealthStatus;
  /** The timeout that the instance has set itself; null: that of the file. */
  readonly ownTimeoutMs: number | null;
  /** Stopped by a person: holds against every automatic start. */
  readonly held: boolean;
  /** A person asked for one start, which works in a pause. Used up by that start, and void after the pause. */
  readonly throughPause: boolean;
  /** A person asked for it to run outside opening hours. Void at opening. */
  readonly throughClosed: boolean;
  /** A debugger held it when its silence was last looked at: what it has missed since is not its fault either. */
  readonly traced: boolean;
  /** Has to end before it runs on: the whole process, or only the page of a healthy shell. */
  readonly cycle: 'process' | 'page' | null;
  /** Left the file: gone as soon as nothing of it runs. */
  readonly removed: boolean;
  /** End of the last instance, for `with`; null before the first one ended. */
  readonly endedAt: number | null;
  /** An exit whose restart is taken back when a condition goes within a second of it. */
  readonly doubtful: { readonly exitAt: number } | null;
  /** First failure not yet recovered from, for `recovered`. */
  readonly downSince: number | null;
  /** The failure that people were told of, so that a retry does not tell it again. */
  readonly told: string | null;
  /** The condition that it waits for, since when, and whether people were told that it takes long; null: it waits for none. */
  readonly longWait: { readonly for: ConditionKey; readonly since: number; readonly told: boolean } | null;
}

export interface Condition {
  readonly holds: boolean;
  readonly detail: string;
  /** When `holds` last changed. */
  readonly since: number;
}

export interface LadderPosition {
  /** How many rungs were taken; 0 is the bottom. */
  readonly position: number;
  /** The service that asked for the last rung. */
  readonly asked: string | null;
}

/** Kept on disk in a file of its own. */
export interface Budget {
  /** Uptime that supervisors of this exhibit have counted themselves, in milliseconds: no wall clock can move it. */
  readonly uptimeMs: number;
  /** `uptimeMs` at each reboot that the ladder spent. */
  readonly reboots: readonly number[];
}

export type BudgetState =
  | { readonly known: true; readonly budget: Budget; readonly countedAt: number }
  | { readonly known: false; readonly reason: string };

export interface SafeMode {
  readonly since: number;
  readonly retryAt: number;
  /** Wait before the next trial; doubles with each failed one. */
  readonly intervalMs: number;
  /** Begin of the trial start that is under way. */
  readonly trialSince: number | null;
}

/** Kept on disk, so that it outlives the supervisor: what people and the ladder decided. */
export interface Standing {
  readonly ladder: LadderPosition;
  readonly safeMode: { readonly intervalMs: number } | null;
  /** Monotonic end of the pause; `until` null: until resumed. Void after a boot. */
  readonly pause: { readonly until: number | null } | null;
  /** Services that a person stopped. Void after a boot. */
  readonly held: readonly string[];
}

export interface State {
  readonly plan: Plan;
  /** In start order; services that left the file stand behind until they are gone. */
  readonly services: readonly Service[];
  /** Name to place in `services`. */
  readonly index: Readonly<Record<string, number>>;
  readonly conditions: Readonly<Record<ConditionKey, Condition>>;
  readonly ladder: LadderPosition;
  /** People were told that nothing is left to climb. */
  readonly spentTold: boolean;
  readonly budget: BudgetState;
  /** Whether the ladder may reboot at all, and if not, why. */
  readonly rebootPermitted: { readonly ok: true } | { readonly ok: false; readonly reason: string };
  /** A reboot under way; past `deadline` it counts as refused. */
  readonly reboot: { readonly phase: 'recording' | 'asked'; readonly asker: string; readonly deadline: number } | null;
  readonly safeMode: SafeMode | null;
  readonly pause: { readonly until: number | null } | null;
  readonly open: boolean;
  readonly shutdown: boolean;
  readonly exited: boolean;
  /** Budgets handed out to be written and not yet answered: answers come in order. */
  readonly budgetWrites: number;
  /** When the counted uptime is next written; null: nothing depends on it. */
  readonly budgetSaveAt: number | null;
  readonly nextInstance: number;
}
