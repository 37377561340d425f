/** Rows in the database: written, bounded, read. What is read is parsed again: an older version may have written it. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { DamageError } from '../../../platform/database/errors.ts';
import type { Message } from '../../message.ts';
import { messageSchema } from '../../message-schema.ts';
import { MOST_SETTLED, type Row, type RowState, type Tally } from '../rows.ts';
import type { Batch } from '../unwritten.ts';

/** What is settled is kept so long, in milliseconds. */
const KEPT_MS = 30 * 86_400_000;

type Columns = Readonly<Record<string, SQLOutputValue>>;

const PUT = `INSERT INTO message (id, receiver, message, state, put_at, settled_at, tries) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET message = excluded.message, state = excluded.state, settled_at = excluded.settled_at, tries = excluded.tries`;

/** Writes all of it or nothing, and lets go of what was settled long ago. */
export function save(database: DatabaseSync, { rows, tallies }: Batch, now: number): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const put = database.prepare(PUT);
    for (const { message, receiver, state, putAt, settledAt, tries } of rows) {
      put.run(
        message.id,
        receiver,
        JSON.stringify(message),
        state,
        Math.round(putAt),
        settledAt === null ? null : Math.round(settledAt),
        tries,
      );
    }
    const count = database.prepare('INSERT OR REPLACE INTO tally VALUES (?, ?, ?, ?)');
    for (const { receiver, dropped, untold, deliveredAt } of tallies) count.run(receiver, dropped, untold, deliveredAt);
    bound(database, now);
    database.exec('COMMIT');
  } catch (error) {
    // A full disk has ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function bound(database: DatabaseSync, now: number): void {
  const oldest = "SELECT number FROM message WHERE state <> 'waiting' ORDER BY settled_at DESC, number DESC LIMIT -1 OFFSET ?";
  database.prepare(`DELETE FROM message WHERE number IN (${oldest})`).run(MOST_SETTLED);
  database.prepare("DELETE FROM message WHERE state <> 'waiting' AND settled_at < ?").run(now - KEPT_MS);
}

/** In the order in which they were put in. */
export function findWaiting(database: DatabaseSync): Row[] {
  return database.prepare("SELECT * FROM message WHERE state = 'waiting' ORDER BY number").all().map(rowOf);
}

/** The newest first. */
export function readSettled(database: DatabaseSync, limit: number): Row[] {
  return database
    .prepare("SELECT * FROM message WHERE state <> 'waiting' ORDER BY settled_at DESC, number DESC LIMIT ?")
    .all(limit)
    .map(rowOf);
}

export function readTallies(database: DatabaseSync): Tally[] {
  const rows = database.prepare('SELECT * FROM tally').all();
  return rows.map((row) => ({
    receiver: String(row['receiver']),
    dropped: Number(row['dropped']),
    untold: Number(row['untold']),
    deliveredAt: timeOf(row['delivered_at']),
  }));
}

const STATES: readonly RowState[] = ['waiting', 'delivered', 'dropped', 'cancelled'];

function rowOf(row: Columns): Row {
  return {
    receiver: String(row['receiver']),
    message: messageOf(row),
    state: STATES.find((state) => state === row['state']) ?? 'dropped',
    putAt: Number(row['put_at']),
    settledAt: timeOf(row['settled_at']),
    tries: Number(row['tries']),
  };
}

function messageOf(row: Columns): Message {
  try {
    return messageSchema.parse(JSON.parse(String(row['message'])));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw new DamageError(`message ${row['number']}: ${error.message}`);
    throw error;
  }
}

function timeOf(value: SQLOutputValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
