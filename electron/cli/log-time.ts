/** Points in time as people write them: `start`, `10m` ago, `14:30`, or a date. Pure. */

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Null: it is none of these. A time of day is the last one that has passed. */
export function parseSince(text: string, now: Date): Date | 'start' | null {
  if (text === 'start') return 'start';
  const ago = /^(\d{1,6})([smhd])$/.exec(text);
  if (ago?.[1] !== undefined && ago[2] !== undefined) return new Date(now.getTime() - Number(ago[1]) * (UNITS[ago[2]] ?? 0));
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (clock !== null) return timeOfDay(Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0), now);
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text.length === 10 ? `${text}T00:00:00` : text) : null;
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}

function timeOfDay(hours: number, minutes: number, seconds: number, now: Date): Date | null {
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const today = new Date(now);
  today.setHours(hours, minutes, seconds, 0);
  // By the calendar: a day is not always 24 hours.
  if (today > now) today.setDate(today.getDate() - 1);
  return today;
}
