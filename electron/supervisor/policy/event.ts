/**
 * Everything that can happen to an exhibit, as the policy is told of it. Facts, never wishes: what follows from them is
 * decided by `step`. Times are milliseconds of the monotonic clock (CLOCK_MONOTONIC: it stands still while the machine sleeps).
 */
import type { ConditionKey, Plan } from './plan.ts';

export type HealthStatus = 'healthy' | 'warning' | 'error' | 'fatal' | 'unknown';

/** What a service may be restarted for using too much of: memory in bytes, processes as a count. */
export type Limit = 'memory' | 'processes';

/** Who asked, for the audit and the alerts: `alice (cli)`. */
export type Actor = string;

export type PersonCommand =
  | { readonly name: 'start' | 'stop' | 'restart'; readonly service: string | null }
  /** `forMs` null: until resumed. */
  | { readonly name: 'pause'; readonly forMs: number | null }
  | { readonly name: 'resume' };

/** About one instance (one start) of one service. One that names an instance that is no longer current is ignored. */
export type InstanceEvent = { readonly service: string; readonly instance: number } & (
  | { readonly type: 'spawned'; readonly pid: number }
  /** No such program, not executable, bad directory, `before` failed: nothing of the service runs. */
  | { readonly type: 'start-failed'; readonly reason: string }
  | { readonly type: 'ready' }
  /** Of a `url` service: the page is loaded and its first frame shown (`ready` is the shell's own readiness). */
  | { readonly type: 'shown' }
  | { readonly type: 'beat'; readonly progress?: number; readonly status?: HealthStatus }
  /** So many signs in a row that were asked for did not come: its silence has lasted long enough. */
  | { readonly type: 'missed'; readonly detail: string }
  | { readonly type: 'busy'; readonly forMs: number }
  /** From now on its silence may last so long (`WATCHDOG_USEC=` of sd_notify), for this instance. */
  | { readonly type: 'timeout'; readonly timeoutMs: number }
  | { readonly type: 'health'; readonly status: HealthStatus }
  /** The service itself says that it has to be restarted. */
  | { readonly type: 'fatal'; readonly message: string }
  /** It uses more than its `limits`; told again as long as that lasts. */
  | { readonly type: 'over-limit'; readonly limit: Limit; readonly found: number; readonly allowed: number }
  /** Speaks no version of the heartbeat protocol that we do. */
  | { readonly type: 'incompatible'; readonly detail: string }
  /** The main process ended. `left`: others of the service still live and are being ended; `gone` will follow. */
  | { readonly type: 'exited'; readonly code: number | null; readonly signal: string | null; readonly left: boolean }
  /** Nothing of the instance is left. */
  | { readonly type: 'gone' }
);

export type ExhibitEvent =
  /** A start failure may be mended: the program's file has appeared. */
  | { readonly type: 'retry'; readonly service: string }
  | { readonly type: 'condition'; readonly key: ConditionKey; readonly holds: boolean; readonly detail: string }
  | { readonly type: 'command'; readonly command: PersonCommand; readonly by: Actor }
  | { readonly type: 'hours'; readonly open: boolean }
  /** The exhibit file was read again. */
  | { readonly type: 'plan'; readonly plan: Plan }
  /** A deadline was reached and every socket was drained. `traced`: services that are stopped in a debugger right now. */
  | { readonly type: 'tick'; readonly traced: readonly string[] }
  /** The loop itself ran late by `byMs`: that time is nobody's failure. */
  | { readonly type: 'late'; readonly byMs: number }
  /** The machine slept. */
  | { readonly type: 'resumed'; readonly sleptMs: number }
  | { readonly type: 'budget-saved'; readonly ok: boolean; readonly reason: string }
  | { readonly type: 'reboot-refused'; readonly reason: string }
  | { readonly type: 'shutdown' };

export type EventBody = InstanceEvent | ExhibitEvent;

/** An event with the monotonic time at which it was taken in, in milliseconds. */
export type Event = EventBody & { readonly at: number };

export type Beat = Extract<Event, { readonly type: 'beat' }>;
