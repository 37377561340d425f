/**
 * One page of lines, from several services together. All services are read back side by side, always the one that has been read
 * back least: so what was found after the latest of all reached places is complete, and can be shown however early the time is up.
 */
import { plainText } from '../text.ts';
import { searchFor } from './needle.ts';
import { compare, type Place, toCursor } from './place.ts';
import { type FoundLine, Scan } from './scan.ts';

/** A line is handed out up to so many characters. */
const MOST_CHARACTERS = 2_000;

export interface Wanted {
  readonly services: readonly string[];
  /** Any case; empty: every line. */
  readonly search: string;
  /** Only what stands before it; null: from the newest on. */
  readonly before: Place | null;
  readonly limit: number;
}

/** As documents/log-search.ts has them. */
export interface ShownLine {
  readonly cursor: string;
  readonly service: string;
  readonly at: number;
  readonly stream: 'out' | 'err' | 'inv';
  readonly text: string;
}

export interface Page {
  /** Oldest first. */
  readonly lines: readonly ShownLine[];
  readonly before: string | null;
  readonly stopped_early: boolean;
}

/** `isLate`: the time is up. `folder`: `log` in the state folder. */
export async function findPage(folder: string, wanted: Wanted, isLate: () => boolean): Promise<Page> {
  const search = searchFor(wanted.search);
  const scans: Scan[] = [];
  try {
    for (const service of wanted.services) scans.push(await Scan.open(folder, service, wanted.before, search));
    const found: FoundLine[] = [];
    for (;;) {
      const behind = leastRead(scans);
      const settled =
        behind === null ? found : found.filter(({ place }) => place.service === behind.service || compare(place, behind.reached) > 0);
      if (behind === null || settled.length >= wanted.limit)
        return page(settled, wanted.limit, behind === null ? null : behind.reached, false);
      if (isLate()) return page(settled, wanted.limit, behind.reached, true);
      found.push(...(await behind.next()));
    }
  } finally {
    for (const scan of scans) await scan.close();
  }
}

/** Null: all have been read to their beginnings. */
function leastRead(scans: readonly Scan[]): Scan | null {
  let least: Scan | null = null;
  for (const scan of scans) if (!scan.isDone && (least === null || compare(scan.reached, least.reached) > 0)) least = scan;
  return least;
}

/** `reached`: how far everything was read; null: to the beginning. */
function page(settled: readonly FoundLine[], limit: number, reached: Place | null, stoppedEarly: boolean): Page {
  const newest = settled.toSorted((a, b) => compare(b.place, a.place)).slice(0, limit);
  const isFull = newest.length === limit && (settled.length > limit || reached !== null);
  const oldest = newest.at(-1);
  const before = isFull && oldest !== undefined ? oldest.place : reached;
  return {
    lines: newest.reverse().map((line) => shown(line, line.place)),
    before: before === null ? null : toCursor(before),
    stopped_early: stoppedEarly && !isFull,
  };
}

export function shown({ service, time, stream, text }: Pick<FoundLine, 'service' | 'time' | 'stream' | 'text'>, place: Place): ShownLine {
  return { cursor: toCursor(place), service, at: time.getTime(), stream, text: plainText(text).slice(0, MOST_CHARACTERS) };
}
