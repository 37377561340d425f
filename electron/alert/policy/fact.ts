/**
 * What the policy of telling is told: facts, with the moment of each on two clocks. `at`: monotonic milliseconds, by which everything is
 * judged. `wall`: milliseconds since 1970, which stands in messages and is asked for nothing else, because it may step.
 */
import type { Alert } from '../../supervisor/policy/effect.ts';
import type { HealthStatus } from '../../supervisor/policy/event.ts';
import type { Snapshot } from '../../supervisor/snapshot.ts';

/**
 * How the supervisor came to start. `first`: nothing of an earlier one is known. `planned`: the one before it ended in order, by itself or
 * with the machine. `ladder-reboot`: its ladder has rebooted the machine. `power`: the machine went down and nobody had asked for that.
 * `crash`: the supervisor alone ended without order.
 */
export type StartOf = 'first' | 'planned' | 'ladder-reboot' | 'power' | 'crash';

/** One thing that is looked at about the machine: memory, disk, temperature, ... */
export interface MachineCheck {
  readonly name: string;
  readonly status: HealthStatus;
  /** For people: `97 % of the disk is in use`. */
  readonly message: string;
}

export type FactBody =
  /** `incident`: the flight recorder's id of what it is about; null: none. */
  | { readonly type: 'alert'; readonly alert: Alert; readonly incident: string | null }
  /** After each change. What alerts said since the last one is decided on with it. */
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  /** All of them, each time. */
  | { readonly type: 'machine'; readonly checks: readonly MachineCheck[] }
  /** The first fact of each run. `booted`: since the last fact of an earlier run the monotonic clock has begun anew. */
  | { readonly type: 'started'; readonly how: StartOf; readonly booted: boolean }
  /** What was raised on this thread is over, and this receiver will not hear of it: it could not be told in time. */
  | { readonly type: 'unheard'; readonly thread: string; readonly receiver: string }
  /** A stop in order begins: whatever ends now is meant to. */
  | { readonly type: 'stopping' }
  /** The moment that `next` named. */
  | { readonly type: 'time' };

export type Fact = FactBody & { readonly at: number; readonly wall: number };
