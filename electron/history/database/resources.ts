/** What was used, in the database: minutes come in, longer steps are made of them. */
import type { DatabaseSync } from 'node:sqlite';
import type { ResourceRow } from '../rows.ts';
import { beginningOf, ROLLED_UP, STEPS, type Step } from '../steps.ts';
import { decodeUsed, encodeUsed, rollUp } from '../used.ts';

/**
 * Enters minutes and makes the longer steps that they lie in anew, from the minutes that are kept: so a supervisor that ended in the
 * midst of an hour loses nothing of it. A minute that is there already stays: a clock that was set back repeats time, and does not
 * rewrite it.
 */
export function addMinutes(database: DatabaseSync, minutes: readonly ResourceRow[]): void {
  const insert = database.prepare('INSERT OR IGNORE INTO resource VALUES (?, ?, ?)');
  for (const minute of minutes) insert.run(STEPS.hour.ms, beginningOf(minute.at, STEPS.hour), encodeUsed(minute));
  const replace = database.prepare('INSERT OR REPLACE INTO resource VALUES (?, ?, ?)');
  for (const step of ROLLED_UP) {
    for (const at of new Set(minutes.map((minute) => beginningOf(minute.at, step)))) {
      const within = usedBetween(database, STEPS.hour, at, at + step.ms);
      replace.run(step.ms, at, encodeUsed(rollUp(at, within)));
    }
  }
}

/** Lets go of what is older than is kept. */
export function boundResources(database: DatabaseSync): void {
  const prune = database.prepare(`DELETE FROM resource WHERE step = ?1
    AND at <= (SELECT at FROM resource WHERE step = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)`);
  for (const { ms, kept } of Object.values(STEPS)) prune.run(ms, kept);
}

/** Oldest first; from `from` up to before `to`. */
export function usedBetween(database: DatabaseSync, { ms }: Step, from: number, to: number): ResourceRow[] {
  const rows = database.prepare('SELECT at, used FROM resource WHERE step = ? AND at >= ? AND at < ? ORDER BY at').all(ms, from, to);
  return rows.map((row) => decodeUsed(Number(row['at']), String(row['used'])));
}

/** When the last minute ended that was measured; null: none was. */
export function lastMinuteEnd(database: DatabaseSync): number | null {
  const at = database.prepare('SELECT max(at) AS at FROM resource WHERE step = ?').get(STEPS.hour.ms)?.['at'];
  return typeof at === 'number' ? at + STEPS.hour.ms : null;
}
