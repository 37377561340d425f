/** For how long staff pause, as the command's `for` has it. */

export const QUARTER = '15m';
export const HOUR = '60m';

/** Until the next midnight where the machine is: in whole minutes, at least one. */
export function untilMidnight(now: Date): string {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return `${Math.max(1, Math.round((midnight.getTime() - now.getTime()) / 60_000))}m`;
}

/** When a pause of this length ends. */
export function endOf(length: string, now: Date): Date {
  return new Date(now.getTime() + Number.parseInt(length, 10) * 60_000);
}
