/** For how long staff pause, as the command's `for` has it. */
import { wallTime, type Zone } from '../parts/zone.ts';

export const QUARTER = '15m';
export const HOUR = '60m';

/** Until the next midnight where the exhibit is: in whole minutes, at least one. */
export function untilMidnight(now: Date, zone?: Zone): string {
  const { hour, minute, second } = wallTime(now, zone);
  const midnight = now.getTime() + 24 * 3_600_000 - ((hour * 60 + minute) * 60 + second) * 1_000;
  // A day on which the clocks change is an hour longer or shorter: then the clock shows 23 or 1 there.
  const found = wallTime(new Date(midnight), zone).hour;
  const off = found > 12 ? found - 24 : found;
  return `${Math.max(1, Math.round((midnight - now.getTime()) / 60_000) - off * 60)}m`;
}

/** When a pause of this length ends. */
export function endOf(length: string, now: Date): Date {
  return new Date(now.getTime() + Number.parseInt(length, 10) * 60_000);
}
