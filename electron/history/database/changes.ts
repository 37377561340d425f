/** Changes of status in the database, in the order in which they were seen: the numbers tell it, also where the clock was set. */
import type { DatabaseSync } from 'node:sqlite';
import type { ChangeRow } from '../rows.ts';

export function addChanges(database: DatabaseSync, changes: readonly ChangeRow[]): void {
  const insert = database.prepare('INSERT INTO change (at, service, state, health, reason, restarts) VALUES (?, ?, ?, ?, ?, ?)');
  for (const { at, service, state, health, reason, restarts } of changes) insert.run(at, service, state, health, reason, restarts);
}

/** The newest of each service stays, however old: it says what the service has been ever since. */
export function boundChanges(database: DatabaseSync, kept: number): void {
  database
    .prepare(
      `DELETE FROM change WHERE number <= (SELECT max(number) FROM change) - ?
        AND number NOT IN (SELECT max(number) FROM change GROUP BY service)`,
    )
    .run(kept);
}

/** Newest first. */
export function lastChanges(database: DatabaseSync, limit: number): ChangeRow[] {
  return database.prepare('SELECT * FROM change ORDER BY number DESC LIMIT ?').all(limit).map(changeRow);
}

/** In the order in which they were seen. */
export function allChanges(database: DatabaseSync): ChangeRow[] {
  return database.prepare('SELECT * FROM change ORDER BY number').all().map(changeRow);
}

function changeRow(row: Readonly<Record<string, unknown>>): ChangeRow {
  const text = (key: string) => (row[key] === null ? null : String(row[key]));
  return {
    at: Number(row['at']),
    service: text('service'),
    state: String(row['state']),
    health: String(row['health']),
    reason: text('reason'),
    restarts: Number(row['restarts']),
  };
}
