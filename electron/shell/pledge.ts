/**
 * What a page is held to by its own words. Pure; times are milliseconds of the monotonic clock.
 *
 * - A page that never said `beat` promised nothing. After its first one it is silent when none came for the page's timeout.
 * - After its first progress count that count has to move within the stall time.
 * - `busy` grants until now + min(asked, max), one stretch at most `total`; the next beat ends it, and stall counting rests meanwhile.
 *   These are the rules of every heartbeat (supervisor/policy/pulse.ts).
 */

/** The part of the order that says what is borne. */
export interface Terms {
  readonly pageTimeoutMs: number;
  readonly stallMs: number;
  readonly busy: { readonly maxMs: number; readonly totalMs: number };
}

export interface Pledge {
  /** A beat is due by then; null: none was ever promised. */
  readonly silentAt: number | null;
  readonly progress: number | null;
  /** The count has to move by then; null: there is none. */
  readonly stuckAt: number | null;
  /** The present stretch of `busy`. */
  readonly busy: { readonly since: number; readonly until: number } | null;
}

export const none: Pledge = { silentAt: null, progress: null, stuckAt: null, busy: null };

export function beaten(pledge: Pledge, terms: Terms, at: number, progress: number | null): Pledge {
  const rested = pledge.busy === null ? 0 : at - pledge.busy.since;
  const moved = progress !== null && progress !== pledge.progress;
  return {
    silentAt: at + terms.pageTimeoutMs,
    progress: progress ?? pledge.progress,
    stuckAt: moved ? at + terms.stallMs : later(pledge.stuckAt, rested),
    busy: null,
  };
}

export function busy(pledge: Pledge, terms: Terms, at: number, forMs: number): Pledge {
  const stretch = pledge.busy !== null && at <= pledge.busy.until ? pledge.busy : { since: at, until: at };
  const granted = Math.min(at + Math.min(forMs, terms.busy.maxMs), stretch.since + terms.busy.totalMs);
  const until = Math.max(stretch.until, granted);
  return {
    ...pledge,
    silentAt: pledge.silentAt === null ? null : Math.max(pledge.silentAt, until),
    busy: { since: stretch.since, until },
  };
}

/** When it will have broken its promise; null: not by time alone. */
export function brokenAt({ silentAt, stuckAt, busy }: Pledge): number | null {
  if (silentAt === null || stuckAt === null || busy !== null) return silentAt;
  return Math.min(silentAt, stuckAt);
}

/** What is wrong with a page that has broken its promise. */
export function verdict(pledge: Pledge, terms: Terms, at: number): string {
  const isSilent = pledge.silentAt !== null && pledge.silentAt <= at;
  if (isSilent) return `the page has not called beat for ${(terms.pageTimeoutMs / 1000).toFixed(1)} s`;
  return `the page's progress has stood still for ${(terms.stallMs / 1000).toFixed(1)} s`;
}

/** Its time begins anew now; what `busy` had granted beyond that stays. */
export function renewed(pledge: Pledge, terms: Terms, at: number): Pledge {
  return {
    ...pledge,
    silentAt: pledge.silentAt === null ? null : Math.max(at + terms.pageTimeoutMs, pledge.busy?.until ?? 0),
    stuckAt: pledge.stuckAt === null ? null : at + terms.stallMs,
  };
}

/** The same with every time later: nobody has to answer for time in which the judge did not run. */
export function shifted(pledge: Pledge, byMs: number): Pledge {
  return {
    ...pledge,
    silentAt: later(pledge.silentAt, byMs),
    stuckAt: later(pledge.stuckAt, byMs),
    busy: pledge.busy === null ? null : { since: pledge.busy.since + byMs, until: pledge.busy.until + byMs },
  };
}

const later = (time: number | null, byMs: number): number | null => (time === null ? null : time + byMs);
