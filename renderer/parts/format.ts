/** Numbers as people read them: durations, times of day, sizes. One number and one unit, as the supervisor's words have it. */
import { wallTime, type Zone } from './zone.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `0.8 s`, `42 s`, `3 min`, `2 h`, `5 d`: rounded down, as ages are. */
export function duration(ms: number, language: string): string {
  if (ms < 9_950) return `${(Math.max(0, Math.round(ms / 100)) / 10).toLocaleString(language)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/** Time that is left, as it is watched running down: `42 s`, `1:20 min`. */
export function countdown(ms: number): string {
  const seconds = Math.ceil(ms / SECOND);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${two(seconds % 60)} min`;
}

/** `0.4 MB`, `212 MB`, `1.4 GB`: decimal, as on the boxes of disks. */
export function bytes(count: number, language: string): string {
  if (count < 9.95e6) return `${(count / 1e6).toLocaleString(language, { maximumFractionDigits: 1 })} MB`;
  if (count < 999.5e6) return `${Math.round(count / 1e6)} MB`;
  return `${(count / 1e9).toLocaleString(language, { maximumFractionDigits: count < 99.95e9 ? 1 : 0 })} GB`;
}

/** `12 %`. */
export function percent(value: number): string {
  return `${Math.round(value)} %`;
}

/** `14:02`: the time of day where the machine is, in 24 hours. */
export function clock(time: Date, zone?: Zone): string {
  const { hour, minute } = wallTime(time, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** `14:02:11`. */
export function exactClock(time: Date, zone?: Zone): string {
  const { hour, minute, second } = wallTime(time, zone);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** `14:02:11` of today, `20. Nov. 14:02:11` or `20 Nov 14:02:11` of another day. */
export function moment(time: Date, now: Date, language: string, zone?: Zone): string {
  const at = wallTime(time, zone);
  const today = wallTime(now, zone);
  const exact = exactClock(time, zone);
  if (at.day === today.day && at.month === today.month && at.year === today.year) return exact;
  return `${day(time, language, zone)} ${exact}`;
}

/** `20 Nov`, `20. Nov.`. */
export function day(time: Date, language: string, zone?: Zone): string {
  const { year, month, day: of } = wallTime(time, zone);
  return new Date(year, month - 1, of).toLocaleDateString(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'short' });
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
