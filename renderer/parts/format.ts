/** Numbers as people read them: durations, times of day, sizes. One number and one unit, as the supervisor's words have it. */

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

/** `212 MB`, `1.4 GB`: decimal, as on the boxes of disks. */
export function bytes(count: number, language: string): string {
  if (count < 999.5e6) return `${Math.round(count / 1e6)} MB`;
  return `${(count / 1e9).toLocaleString(language, { maximumFractionDigits: count < 99.95e9 ? 1 : 0 })} GB`;
}

/** `12 %`. */
export function percent(value: number): string {
  return `${Math.round(value)} %`;
}

/** `14:02`: the time of day where the machine is, in 24 hours. */
export function clock(time: Date): string {
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** `14:02:11` of today, `20.11. 14:02:11` or `20 Nov 14:02:11` of another day. */
export function moment(time: Date, now: Date, language: string): string {
  const exact = `${clock(time)}:${two(time.getSeconds())}`;
  if (time.toDateString() === now.toDateString()) return exact;
  return `${time.toLocaleDateString(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'short' })} ${exact}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
