/** Incidents in the database: written, bounded, read. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Bounds } from '../messages.ts';
import type { IncidentRow, StoredIncident } from '../rows.ts';

type Columns = { readonly [name: string]: SQLOutputValue };

/** All columns, and whether there is a picture. */
const SELECT = `SELECT number, id, service, started_at, ended_at, document,
  EXISTS (SELECT 1 FROM picture WHERE picture.incident = number) AS has_picture FROM incident`;

/** Writes one incident, and lets old ones go until the database is within its bounds. All of it or nothing. */
export function saveIncident(database: DatabaseSync, row: IncidentRow, bounds: Bounds): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const number = put(database, row);
    if (row.picture !== null) database.prepare('INSERT OR REPLACE INTO picture VALUES (?, ?)').run(number, row.picture);
    bound(database, bounds);
    database.exec('COMMIT');
  } catch (error) {
    // A full disk has ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** The number of the row. An insert that gives way to an update would use a number up, and people count by them. */
function put(database: DatabaseSync, { id, service, startedAt, endedAt, document }: IncidentRow): number {
  const update = database.prepare('UPDATE incident SET ended_at = ?, document = ? WHERE id = ? RETURNING number');
  const insert = 'INSERT INTO incident (id, service, started_at, ended_at, document) VALUES (?, ?, ?, ?, ?) RETURNING number';
  const row = update.get(endedAt, document, id) ?? database.prepare(insert).get(id, service, startedAt, endedAt, document);
  return Number(row?.['number']);
}

/** The oldest pictures go first, then the oldest incidents; what is still open goes last. */
function bound(database: DatabaseSync, { incidents, bytes }: Bounds): void {
  const oldest = 'SELECT number FROM incident ORDER BY ended_at IS NULL, number LIMIT';
  const count = Number(database.prepare('SELECT count(*) AS n FROM incident').get()?.['n']);
  if (count > incidents) database.prepare(`DELETE FROM incident WHERE number IN (${oldest} ?)`).run(count - incidents);
  const dropPicture = database.prepare('DELETE FROM picture WHERE incident = (SELECT min(incident) FROM picture)');
  const dropIncident = database.prepare(`DELETE FROM incident WHERE number IN (${oldest} 1)`);
  while (usedBytes(database) > bytes) if (dropPicture.run().changes === 0 && dropIncident.run().changes === 0) return;
}

/** Without what deleted rows have left free: that is used again. */
function usedBytes(database: DatabaseSync): number {
  const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
}

/** The newest `limit`, oldest first. */
export function lastIncidents(database: DatabaseSync, limit: number, service: string | undefined): StoredIncident[] {
  const which = service === undefined ? '' : 'WHERE service = ?';
  const rows = database.prepare(`${SELECT} ${which} ORDER BY number DESC LIMIT ?`).all(...(service === undefined ? [] : [service]), limit);
  return rows.map(storedIncident).reverse();
}

export function openIncidents(database: DatabaseSync): StoredIncident[] {
  return database.prepare(`${SELECT} WHERE ended_at IS NULL ORDER BY number`).all().map(storedIncident);
}

export function incidentByNumber(database: DatabaseSync, number: number): StoredIncident | null {
  const row = database.prepare(`${SELECT} WHERE number = ?`).get(number);
  return row === undefined ? null : storedIncident(row);
}

export function pictureOf(database: DatabaseSync, number: number): Uint8Array | null {
  const image = database.prepare('SELECT image FROM picture WHERE incident = ?').get(number)?.['image'];
  return image instanceof Uint8Array ? image : null;
}

function storedIncident(row: Columns): StoredIncident {
  return {
    number: Number(row['number']),
    id: String(row['id']),
    service: row['service'] === null ? null : String(row['service']),
    startedAt: Number(row['started_at']),
    endedAt: row['ended_at'] === null ? null : Number(row['ended_at']),
    document: JSON.parse(String(row['document'])),
    hasPicture: row['has_picture'] === 1,
  };
}
