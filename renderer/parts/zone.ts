/** The time of day where the exhibit is: pages that are read elsewhere show its time, not the reader's. */
import { createContext, useContext } from 'react';

/** A name like `Europe/Berlin`; undefined: that of the machine on which the page is shown. */
export type Zone = string | undefined;

/** What a clock and a calendar show. `month` 1 to 12. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<Zone, Intl.DateTimeFormat>();

export function wallTime(time: Date, zone: Zone): WallTime {
  const found = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatOf(zone).formatToParts(time)) if (isPart(type)) found[type] = Number(value);
  return found;
}

/** Making one takes a millisecond: each is made once. A zone that the browser does not know is the reader's own. */
function formatOf(zone: Zone): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const numeric = 'numeric';
  const options = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
    hourCycle: 'h23',
  } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en', { ...options, timeZone: zone });
  } catch {
    format = new Intl.DateTimeFormat('en', options);
  }
  formats.set(zone, format);
  return format;
}

function isPart(type: string): type is keyof WallTime {
  return ['year', 'month', 'day', 'hour', 'minute', 'second'].includes(type);
}

export const ZoneContext = createContext<Zone>(undefined);

export function useZone(): Zone {
  return useContext(ZoneContext);
}
