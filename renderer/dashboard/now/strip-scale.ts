/** Which stretch of time the strips show, and where its hours are. Pure. */
import type { Strips } from '../../../electron/documents/history.ts';
import { clock } from '../../parts/format.ts';
import { wallTime, type Zone } from '../../parts/zone.ts';
import { fill, type Words } from '../../words/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Less is not shown: a restart would look like a catastrophe. */
const SHORTEST = HOUR;
/** From mark to mark; more than this many in the whole would run into each other on a phone. */
const STEPS = [10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR] as const;
const MOST_MARKS = 6;

export interface Scale {
  readonly from: number;
  readonly to: number;
}

/** A supervisor that runs since minutes has no day to show: then they begin where something is known. */
export function scaleOf({ from, to, services }: Strips): Scale {
  const known = services.flatMap(({ stretches }) => stretches.find(({ state }) => state !== 'off')?.from ?? []);
  return { from: Math.max(from, Math.min(to - SHORTEST, ...known)), to };
}

/** What stands above the strips. */
export function scaleText(scale: Scale, whole: Strips, { dashboard: { strip } }: Words, zone: Zone): string {
  if (scale.from === whole.from) return strip.legend;
  return scale.to - scale.from <= SHORTEST ? strip.lastHour : fill(strip.since, { time: clock(new Date(scale.from), zone) });
}

/** From 0 to 1. */
export function placeOf(at: number, { from, to }: Scale): number {
  return (Math.min(Math.max(at, from), to) - from) / Math.max(1, to - from);
}

/** Even times of day where the exhibit is. */
export function marksOf({ from, to }: Scale, zone: Zone): readonly number[] {
  const step = STEPS.find((one) => (to - from) / one <= MOST_MARKS) ?? 6 * HOUR;
  const { hour, minute, second } = wallTime(new Date(from), zone);
  const sinceMidnight = (hour * 60 + minute) * MINUTE + second * 1_000;
  const first = from + ((step - (sinceMidnight % step)) % step);
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / step)) }, (_, index) => first + index * step);
}
