/**
 * What a wrong PIN costs. Pure: `at` is counted uptime in milliseconds, which neither a step of the clock nor a boot moves back.
 *
 * The first two wrong ones are free. Then the wait doubles from 5 s to 15 min, in which every PIN is refused, a right one too.
 * From the tenth on people are told, once in 24 hours. A right PIN forgives what was wrong before it, but once an hour only:
 * somebody who knows one PIN could else guess another between two of their own. 24 hours after the last wrong one all is forgotten.
 *
 * So at most 105 wrong PINs are taken in 24 hours, and 300 from somebody who knows a right one.
 */
export interface Throttle {
  /** Wrong ones that still count. */
  readonly wrong: number;
  /** When the last one of them was, or when all were forgiven. */
  readonly lastAt: number;
  /** When a right one last forgave; null: not lately. */
  readonly forgivenAt: number | null;
  /** When people were last told; null: not of these. */
  readonly toldAt: number | null;
}

const FREE = 2;
const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;
const TOLD_FROM = 10;
const TOLD_EVERY_MS = 24 * 3_600_000;
const FORGIVES_EVERY_MS = 3_600_000;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** Nobody has tried anything. */
export const UNTRIED: Throttle = { wrong: 0, lastAt: 0, forgivenAt: null, toldAt: null };

/** When what was kept is lost: as after so many wrong ones that the longest wait begins now. */
export const SUSPECT: Throttle = { wrong: 11, lastAt: 0, forgivenAt: null, toldAt: null };

/** How long no PIN is taken from `at` on; 0: one is taken now. */
export function waitMs(throttle: Throttle, at: number): number {
  const { wrong, lastAt } = counting(throttle, at);
  const delayMs = wrong <= FREE ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** (wrong - FREE - 1));
  return Math.max(0, lastAt + delayMs - at);
}

/** After a wrong PIN. Also before each check: what is not known to be right counts as wrong. */
export function afterWrong(throttle: Throttle, at: number): Throttle {
  const now = counting(throttle, at);
  return { ...now, wrong: now.wrong + 1, lastAt: at };
}

/** After a right PIN. `throttle`: as it was before it was tried. */
export function afterRight(throttle: Throttle, at: number): Throttle {
  const { wrong, forgivenAt } = counting(throttle, at);
  const forgives = wrong > 0 && (forgivenAt === null || at - forgivenAt >= FORGIVES_EVERY_MS);
  return forgives ? { ...UNTRIED, lastAt: at, forgivenAt: at } : throttle;
}

/** Whether people have to be told now. */
export function isAlarming({ wrong, toldAt }: Throttle, at: number): boolean {
  return wrong >= TOLD_FROM && (toldAt === null || at - toldAt >= TOLD_EVERY_MS);
}

/** After people were told. */
export function afterTelling(throttle: Throttle, at: number): Throttle {
  return { ...throttle, toldAt: at };
}

/** What still counts at `at`. */
function counting(throttle: Throttle, at: number): Throttle {
  return at - throttle.lastAt >= FORGOTTEN_AFTER_MS ? UNTRIED : throttle;
}
