import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../electron/alert/message.ts';
import { Queue, type QueueBounds } from '../../../electron/alert/outbox/queue.ts';
import type { Row, Tally } from '../../../electron/alert/outbox/rows.ts';
import { message } from '../messages.ts';

const HOUR = 3_600_000;

let changes: Row[];
let tallies: Map<string, Tally>;

beforeEach(() => {
  changes = [];
  tallies = new Map();
});

function queueOf(bounds: QueueBounds = { messages: 100, bytes: 1e6 }): Queue {
  const changed = (row: Row, tally: Tally) => {
    changes.push(row);
    tallies.set(tally.receiver, tally);
  };
  return new Queue({ bounds, changed });
}

/** Put in and on the disk. */
function put(queue: Queue, id: string, fields: Partial<Message> = {}, { to = 'phone', at = 0 } = {}): void {
  queue.put(to, message(id, fields), at);
  queue.free([id], false, at);
}

const ids = (rows: readonly Row[]) => rows.map((row) => row.message.id);
const states = () => Object.fromEntries(changes.map(({ message: { id }, state }) => [id, state]));

describe('order', () => {
  it('is kept for each receiver, and none waits for another', () => {
    const queue = queueOf();
    for (const id of ['a', 'b']) put(queue, id);
    put(queue, 'c', {}, { to: 'mail' });
    expect(ids(queue.take('phone', 1))).toEqual(['a']);
    expect(ids(queue.take('phone', 1))).toEqual([]);
    expect(ids(queue.take('mail', 9))).toEqual(['c']);
    queue.free(['a'], true, 0);
    expect(ids(queue.take('phone', 9))).toEqual(['a', 'b']);
  });

  it('what is not yet on the disk is not sent, nor anything behind it', () => {
    const queue = queueOf();
    queue.put('phone', message('a'), 0);
    put(queue, 'b');
    expect(queue.take('phone', 9)).toEqual([]);
    queue.free(['a'], false, 0);
    expect(ids(queue.take('phone', 9))).toEqual(['a', 'b']);
  });

  it('what earlier runs left stands before everything of this one', () => {
    const queue = queueOf();
    put(queue, 'new');
    const waiting = ['old', 'older'].map(
      (id): Row => ({ receiver: 'phone', message: message(id), state: 'waiting', putAt: 0, settledAt: null, tries: 3 }),
    );
    queue.adopt({ waiting, tallies: [{ receiver: 'phone', dropped: 2, untold: 1, deliveredAt: 5 }] }, 0);
    expect(ids(queue.take('phone', 9))).toEqual(['old', 'older', 'new']);
    expect(queue.tally('phone')).toEqual({ receiver: 'phone', dropped: 2, untold: 1, deliveredAt: 5 });
  });
});

describe('bounds', () => {
  it('the oldest of the lowest level go first, and are counted', () => {
    const queue = queueOf({ messages: 3, bytes: 1e6 });
    put(queue, 'fatal', { level: 'fatal' });
    put(queue, 'info', { level: 'info' });
    put(queue, 'error', { level: 'error' });
    put(queue, 'warning', { level: 'warning' });
    expect(ids(queue.rows)).toEqual(['fatal', 'error', 'warning']);
    put(queue, 'error 2', { level: 'error' });
    put(queue, 'error 3', { level: 'error' });
    expect(ids(queue.rows)).toEqual(['fatal', 'error 2', 'error 3']);
    expect(tallies.get('phone')).toMatchObject({ dropped: 3, untold: 3 });
    queue.take('phone', 1);
    queue.delivered(['fatal'], 3, 7);
    expect(tallies.get('phone')).toEqual({ receiver: 'phone', dropped: 3, untold: 0, deliveredAt: 7 });
  });

  it('hold for bytes too, and not for what is being sent', () => {
    const queue = queueOf({ messages: 100, bytes: 3_000 });
    put(queue, 'a', { level: 'info' });
    queue.take('phone', 1);
    for (const id of ['b', 'c']) put(queue, id, { text: 'x'.repeat(1_500) });
    expect(ids(queue.rows)).toEqual(['a', 'c']);
  });
});

describe('a trouble that is over', () => {
  const raise = { thread: 't', act: 'raise' } as const;
  const update = { thread: 't', act: 'update' } as const;
  const clear = { thread: 't', act: 'clear', level: 'info' } as const;

  it('before anybody was told of it is nobody’s to know', () => {
    const queue = queueOf();
    put(queue, 'raise', raise);
    put(queue, 'other');
    put(queue, 'update', update);
    put(queue, 'clear', clear, { at: HOUR });
    expect(ids(queue.rows)).toEqual(['other']);
    expect(states()).toMatchObject({ raise: 'cancelled', update: 'cancelled', clear: 'cancelled' });
    expect(queue.tally('phone').dropped).toBe(0);
  });

  it('is told in one message when nobody could be told for more than an hour', () => {
    const queue = queueOf();
    put(queue, 'raise', { ...raise, title: 'The sound has stopped', incident: 'i' });
    put(queue, 'other');
    put(queue, 'clear', { ...clear, title: 'The sound is back' }, { at: HOUR + 1 });
    expect(ids(queue.rows)).toEqual(['other', 'clear']);
    expect(queue.rows[1]?.message).toMatchObject({ act: 'note', title: 'The sound is back', incident: 'i' });
    expect(queue.rows[1]?.message.text).toContain('The sound has stopped');
    expect(changes.at(-1)).toMatchObject({ state: 'waiting', message: { id: 'clear', act: 'note' } });
  });

  it('is cleared where it was told, and where that is not known', () => {
    const queue = queueOf();
    put(queue, 'raise', raise);
    queue.take('phone', 1);
    put(queue, 'clear', clear);
    expect(ids(queue.rows)).toEqual(['raise', 'clear']);
    queue.delivered(['raise'], 0, 1);
    expect(ids(queue.take('phone', 9))).toEqual(['clear']);
  });

  it('while a try was under way that came to nothing, is nobody’s to know', () => {
    const queue = queueOf();
    put(queue, 'raise', raise);
    queue.take('phone', 1);
    put(queue, 'clear', clear);
    queue.free(['raise'], true, 1);
    expect(queue.rows).toEqual([]);
    expect(states()).toEqual({ raise: 'cancelled', clear: 'cancelled' });
  });

  it('for one receiver is another matter for the next', () => {
    const queue = queueOf();
    for (const to of ['phone', 'mail']) put(queue, `raise ${to}`, raise, { to });
    queue.take('mail', 1);
    queue.delivered(['raise mail'], 0, 1);
    for (const to of ['phone', 'mail']) put(queue, `clear ${to}`, clear, { to });
    expect(ids(queue.rows)).toEqual(['clear mail']);
  });
});

it('what is settled is kept without its log lines, with how often it was tried', () => {
  const queue = queueOf();
  put(queue, 'a');
  queue.take('phone', 1);
  queue.free(['a'], true, 1);
  queue.take('phone', 1);
  queue.delivered(['a'], 0, 9);
  expect(changes.at(-1)).toMatchObject({ state: 'delivered', settledAt: 9, tries: 2, message: { logTail: [] } });
  put(queue, 'b');
  queue.refused(['b'], 10);
  expect(changes.at(-1)).toMatchObject({ state: 'dropped', settledAt: 10, tries: 1 });
  put(queue, 'c', {}, { to: 'gone' });
  queue.keepOnly(new Set(['phone']), 11);
  expect(changes.at(-1)).toMatchObject({ state: 'cancelled', receiver: 'gone' });
});
