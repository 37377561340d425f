/**
 * Whether supervision is alive, for the watchdog of the unit: that a timer still fires says only that the loop turns. Alive means that
 *
 * - what falls due is judged: nothing in the policy has been due for longer than 5 s. A loop that hangs between two turns, a drain that
 *   never ends, a step that fails each time: all of them leave a deadline standing;
 * - what happens is taken in: no event has been waiting for longer than 5 s;
 * - what is decided is carried out: the last five events that wanted something done have not all failed by a bug. An effect whose
 *   answer does not come leaves a deadline standing too.
 *
 * Pure; times in milliseconds of the monotonic clock.
 */

/** Longer than any judgement takes on a slow machine, and half of what the unit's watchdog waits. */
const PATIENCE_MS = 5_000;
const FAILURES_IN_A_ROW = 5;

export interface Vitals {
  readonly now: number;
  /** The nearest deadline of the policy; null: nothing waits for time. */
  readonly deadline: number | null;
  /** When the event arrived that has waited longest; null: none waits. */
  readonly waitingSince: number | null;
  /** Events in a row that wanted something done and failed by a bug. */
  readonly failedInARow: number;
}

/** What is wrong with supervision itself, in words; null: it is alive. */
export function illness({ now, deadline, waitingSince, failedInARow }: Vitals): string | null {
  const seconds = (since: number) => `${Math.round((now - since) / 100) / 10} s`;
  if (deadline !== null && now - deadline > PATIENCE_MS) return `what was due ${seconds(deadline)} ago has not been judged`;
  if (waitingSince !== null && now - waitingSince > PATIENCE_MS) return `an event has been waiting for ${seconds(waitingSince)}`;
  if (failedInARow >= FAILURES_IN_A_ROW) return `the last ${failedInARow} events could not be carried out`;
  return null;
}
