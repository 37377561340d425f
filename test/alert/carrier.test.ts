import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Carrier } from '../../electron/alert/carrier.ts';
import { Queue } from '../../electron/alert/outbox/queue.ts';
import { message } from './messages.ts';
import { DELIVERED, LATER, Phone } from './phone.ts';

const SECOND = 1_000;

let queue: Queue;
let phone: Phone;
let carrier: Carrier;
let told: string[];

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  queue = new Queue({ bounds: { messages: 100, bytes: 1e6 }, changed: () => undefined });
  begin(new Phone());
});
afterEach(() => vi.useRealTimers());

function begin(receiver: Phone): void {
  phone = receiver;
  carrier = new Carrier({
    receiver,
    outbox: {
      take: (name, most) => queue.take(name, most),
      tally: (name) => queue.tally(name),
      delivered: async (ids, count) => queue.delivered(ids, count, Date.now()),
      refused: async (ids) => queue.refused(ids, Date.now()),
      postponed: (ids) => queue.free(ids, true, Date.now()),
    },
    picture: async () => null,
    mask: (text) => text,
    lost: (count) => `${count} lost`,
    log: (level, text) => told.push(`${level}: ${text}`),
    counted: () => undefined,
  });
}

function put(...ids: string[]): void {
  for (const id of ids) queue.put('phone', message(id), Date.now());
  queue.free(ids, false, Date.now());
  carrier.look();
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('waits grow from 5 s to 15 min, and begin anew when it went well', async () => {
  phone.answer = () => LATER;
  const seen: number[] = [];
  put('a');
  let before = Date.now();
  for (let tries = 1; tries <= 10; tries++) {
    while (phone.got.length === tries) await pass(SECOND);
    seen.push((Date.now() - before) / SECOND);
    before = Date.now();
  }
  expect(seen).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  phone.answer = () => DELIVERED;
  await pass(900 * SECOND);
  expect(queue.rows).toEqual([]);
  phone.answer = () => LATER;
  put('b');
  await pass(0);
  expect(carrier.status).toEqual({ problem: 'there is no network', nextTryAt: Date.now() + 5 * SECOND });
  expect(told).toHaveLength(3);
});

it('what the server asks for counts, whatever wakes; else a try comes at once when the network is back', async () => {
  phone.answer = () => ({ outcome: 'later', reason: 'quota', afterMs: 60 * SECOND });
  put('a');
  await pass(0);
  carrier.wake();
  await pass(59 * SECOND);
  expect(phone.got).toHaveLength(1);
  phone.answer = () => LATER;
  await pass(SECOND);
  expect(phone.got).toHaveLength(2);
  carrier.wake();
  await pass(0);
  expect(phone.got).toHaveLength(3);
});

it('a try that does not end is told to after 30 s, and let go when it does not listen', async () => {
  let abortedAt = 0;
  const begun = Date.now();
  phone.answer = (_, { signal }) => {
    signal.addEventListener('abort', () => {
      abortedAt = Date.now() - begun;
    });
    return new Promise(() => undefined);
  };
  put('a');
  await pass(31 * SECOND);
  expect(abortedAt).toBe(30 * SECOND);
  expect(carrier.status.problem).toBe('it has not answered for 30 s');
});

it('what comes within the time of a digest goes together, at most so many', async () => {
  begin(new Phone('phone', { most: 2, digestMs: 60 * SECOND }));
  put('a');
  await pass(0);
  put('b', 'c', 'd');
  await pass(59 * SECOND);
  expect(phone.ids).toBe('a');
  await pass(SECOND);
  expect(phone.ids).toBe('a,b+c');
  await pass(60 * SECOND);
  expect(phone.ids).toBe('a,b+c,d');
});

it('a trouble that is over while its raise could not be sent wakes nobody', async () => {
  phone.answer = () => LATER;
  for (const act of ['raise', 'clear'] as const) queue.put('phone', message(act, { act, thread: 't' }), Date.now());
  queue.free(['raise'], false, Date.now());
  carrier.look();
  await pass(0);
  queue.free(['clear'], false, Date.now());
  phone.answer = () => DELIVERED;
  await pass(5 * SECOND);
  expect(phone.ids).toBe('raise');
  expect(queue.rows).toEqual([]);
});

it('at the end what can be sent goes out, and what hangs is broken off', async () => {
  put('a', 'b');
  phone.answer = ([first], { signal }) =>
    first?.id === 'a' ? DELIVERED : new Promise((resolve) => signal.addEventListener('abort', () => resolve(LATER)));
  const closed = carrier.close(SECOND);
  await pass(SECOND);
  await closed;
  expect(phone.ids).toBe('a,b');
  expect(phone.isClosed).toBe(true);
  expect(queue.rows).toHaveLength(1);
  put('c');
  await pass(3_600 * SECOND);
  expect(phone.got).toHaveLength(2);
});
