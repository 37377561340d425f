/**
 * How far back what was used is known, and how finely: an hour by minutes, a day by 5 minutes, a month and more by hours. Kept is
 * some more than is shown, counted in steps that were measured and not in days: a clock that jumps ahead by years takes nothing away.
 */
import type { ResourceHistory } from '../documents/history.ts';

export type Range = ResourceHistory['range'];

export interface Step {
  readonly ms: number;
  /** So many make a page. */
  readonly shown: number;
  /** So many are kept. */
  readonly kept: number;
}

const MINUTE_MS = 60_000;

export const STEPS: Readonly<Record<Range, Step>> = {
  hour: { ms: MINUTE_MS, shown: 60, kept: 120 },
  day: { ms: 5 * MINUTE_MS, shown: 288, kept: 576 },
  month: { ms: 60 * MINUTE_MS, shown: 720, kept: 9_600 },
};

/** Those that are made of minutes. */
export const ROLLED_UP: readonly Step[] = [STEPS.day, STEPS.month];

/** The beginning of the step in which a moment lies. */
export function beginningOf(at: number, { ms }: Step): number {
  return Math.floor(at / ms) * ms;
}
