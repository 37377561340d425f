import { expect, it } from 'vitest';
import type { Row, RowState } from '../../../electron/alert/outbox/rows.ts';
import { Unwritten } from '../../../electron/alert/outbox/unwritten.ts';
import { message } from '../messages.ts';

const row = (id: string, state: RowState = 'waiting'): Row => ({
  receiver: 'phone',
  message: message(id),
  state,
  putAt: 0,
  settledAt: null,
  tries: 0,
});
const tally = { receiver: 'phone', dropped: 0, untold: 0, deliveredAt: null };
const ids = (unwritten: Unwritten) => unwritten.rows.map((one) => one.message.id);

it('of each message the newest form is written, and what has changed meanwhile once more', () => {
  const unwritten = new Unwritten();
  for (const id of ['a', 'b']) unwritten.put(row(id), tally);
  const batch = unwritten.first();
  unwritten.put(row('a', 'delivered'), { ...tally, deliveredAt: 1 });
  if (batch !== null) unwritten.done(batch);
  expect(unwritten.first()).toMatchObject({ rows: [{ state: 'delivered' }], tallies: [{ deliveredAt: 1 }] });
});

it('whoever waits for a change waits for all before it', () => {
  const unwritten = new Unwritten();
  unwritten.put(row('a'), tally);
  const { place } = unwritten;
  unwritten.put(row('b'), tally);
  expect(unwritten.isWritten(place)).toBe(false);
  unwritten.done({ rows: unwritten.rows.slice(0, 1), tallies: [] });
  expect(unwritten.isWritten(place)).toBe(true);
  expect(unwritten.isWritten(unwritten.place)).toBe(false);
});

it('while nothing can be written, what waits and what lies on the disk is kept, of the rest the newest 500', () => {
  const unwritten = new Unwritten();
  unwritten.adopt([row('stored')]);
  unwritten.put(row('stored', 'delivered'), tally);
  unwritten.put(row('waiting'), tally);
  for (let count = 0; count < 510; count++) unwritten.put(row(`${count}`, 'delivered'), tally);
  expect(ids(unwritten)).toHaveLength(502);
  expect(ids(unwritten).slice(0, 3)).toEqual(['stored', 'waiting', '10']);
  unwritten.forget();
  unwritten.put(row('last', 'delivered'), tally);
  expect(ids(unwritten)).not.toContain('stored');
});
