/** Runs of the supervisor: one that has no end did not end in order. */
import type { DatabaseSync } from 'node:sqlite';
import type { EarlierRun } from '../rows.ts';

const KEPT = 100;

/** Enters this run, and answers with the one before; null: there is none, or this run was entered already. */
export function beginRun(database: DatabaseSync, run: string, boot: string, now: number): EarlierRun | null {
  const last = database.prepare('SELECT id, boot, started_at, seen_at, ended_at FROM run ORDER BY rowid DESC LIMIT 1').get();
  if (last?.['id'] === run) return null;
  database.prepare('UPDATE run SET ended_at = seen_at WHERE ended_at IS NULL').run();
  database.prepare('INSERT INTO run (id, boot, started_at, seen_at) VALUES (?, ?, ?, ?)').run(run, boot, now, now);
  database.prepare('DELETE FROM run WHERE rowid <= (SELECT max(rowid) FROM run) - ?').run(KEPT);
  if (last === undefined) return null;
  const endedInOrder = last['ended_at'] !== null;
  return { startedAt: Number(last['started_at']), seenAt: Number(last['seen_at']), boot: String(last['boot']), endedInOrder };
}

export function seeRun(database: DatabaseSync, run: string, now: number): void {
  database.prepare('UPDATE run SET seen_at = ? WHERE id = ?').run(now, run);
}

export function endRun(database: DatabaseSync, run: string, now: number): void {
  database.prepare('UPDATE run SET seen_at = ?, ended_at = ? WHERE id = ?').run(now, now, run);
}
