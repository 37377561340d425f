/** Who did what, in the database. */
import type { DatabaseSync } from 'node:sqlite';
import type { AuditRow } from '../rows.ts';

/** So many are kept. */
const KEPT = 2_000;

export function addAudit(database: DatabaseSync, rows: readonly AuditRow[]): void {
  if (rows.length === 0) return;
  const insert = database.prepare('INSERT INTO audit (at, actor, command, outcome, line) VALUES (?, ?, ?, ?, ?)');
  for (const { at, actor, command, outcome, line } of rows) insert.run(at, actor, command, outcome, line);
  database.prepare('DELETE FROM audit WHERE number <= (SELECT max(number) FROM audit) - ?').run(KEPT);
}

/** Newest first. */
export function lastAudit(database: DatabaseSync, limit: number): AuditRow[] {
  const rows = database.prepare('SELECT * FROM audit ORDER BY number DESC LIMIT ?').all(limit);
  return rows.map((row) => ({
    at: Number(row['at']),
    actor: row['actor'] === null ? null : String(row['actor']),
    command: String(row['command']),
    outcome: String(row['outcome']),
    line: String(row['line']),
  }));
}
