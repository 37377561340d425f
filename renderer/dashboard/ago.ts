/** How long ago something was, and when exactly. Pure. */
import { duration, moment } from '../parts/format.ts';
import type { Zone } from '../parts/zone.ts';
import { fill, type Words } from '../words/words.ts';

/** Younger than this it is just now. */
const JUST_NOW_MS = 1_000;

export function ago(at: number, now: number, { dashboard, language }: Words): string {
  return now - at < JUST_NOW_MS ? dashboard.justNow : fill(dashboard.ago, { duration: duration(now - at, language) });
}

export function exactly(at: number, now: number, { language }: Words, zone: Zone): string {
  return moment(new Date(at), new Date(now), language, zone);
}
