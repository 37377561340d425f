/**
 * The lines of the logs that the page has: a stretch without a gap, oldest first, of which it keeps only so many, whatever comes. Pure.
 */
import type { LogLine, LogPage } from '../../../electron/documents/log-search.ts';

/** More than anybody reads by scrolling; some megabytes. */
export const KEPT = 20_000;
/** A stream that came back may say again what it said last. */
const REPEATED = 2_000;

export interface Lines {
  readonly lines: readonly LogLine[];
  /** What is asked for to read further back; null: here the logs begin. */
  readonly before: string | null;
  /** The search gave up for now; it goes on from `before`. */
  readonly stoppedEarly: boolean;
  /** Whether the newest line is among them: then new ones are added. */
  readonly atEnd: boolean;
  /** So many lines came in before the first one since the beginning, less those that were dropped there: what is seen keeps its place. */
  readonly shifted: number;
}

export function first({ lines, before, stopped_early }: LogPage, atEnd: boolean): Lines {
  return { lines, before, stoppedEarly: stopped_early, atEnd, shifted: 0 };
}

/** A page from before the first line. Too many: the newest go. */
export function older(have: Lines, { lines, before, stopped_early }: LogPage): Lines {
  const all = [...lines, ...have.lines];
  return {
    lines: all.slice(0, KEPT),
    before,
    stoppedEarly: stopped_early,
    atEnd: have.atEnd && all.length <= KEPT,
    shifted: have.shifted + lines.length,
  };
}

/** New lines. Too many: the oldest go, and are read again when somebody scrolls back to them. */
export function newer(have: Lines, lines: readonly LogLine[]): Lines {
  if (!have.atEnd) return have;
  const known = new Set(have.lines.slice(-REPEATED).map(({ cursor }) => cursor));
  const added = lines.filter(({ cursor }) => !known.has(cursor));
  if (added.length === 0) return have;
  const all = [...have.lines, ...added];
  const dropped = Math.max(0, all.length - KEPT);
  const kept = dropped === 0 ? all : all.slice(dropped);
  const oldest = kept[0];
  return {
    ...have,
    lines: kept,
    ...(dropped > 0 && oldest !== undefined && { before: oldest.cursor, stoppedEarly: false }),
    shifted: have.shifted - dropped,
  };
}
