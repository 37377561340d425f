import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { open, openTestDoors } from './doors.ts';

let doors: Awaited<ReturnType<typeof openTestDoors>>;
let streams: IncomingMessage[];

beforeEach(async () => {
  doors = await openTestDoors();
  streams = [];
});

afterEach(async () => {
  for (const stream of streams) stream.destroy();
  await doors.close();
});

async function listen(lastId?: string) {
  const stream = await open(
    doors.socketPath,
    'GET',
    '/api/v1/events',
    lastId === undefined ? {} : { headers: { 'last-event-id': lastId } },
  );
  streams.push(stream);
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  stream.setEncoding('utf8').on('data', (chunk: string) => parser.feed(chunk));
  stream.on('error', () => undefined);
  const seen = (count: number) => until(`${count} events`, () => events.length >= count);
  return { stream, events, seen };
}

const numbers = (events: readonly EventSourceMessage[]) => events.map((event) => JSON.parse(event.data).number);

/** Emits so many events, numbered from `first`. */
function emit(count: number, first = 1, filling = '') {
  for (let number = first; number < first + count; number += 1) doors.port.emit('service', { number, filling });
}

it('streams what happens, to everybody who listens', async () => {
  const [one, two] = [await listen(), await listen()];
  expect(one.stream.headers['content-type']).toBe('text/event-stream');
  emit(1);
  await Promise.all([one.seen(1), two.seen(1)]);
  expect(one.events[0]).toMatchObject({ event: 'service', id: expect.stringMatching(/^[0-9a-f]{8}-1$/) });
  expect(JSON.parse(one.events[0]?.data ?? '')).toEqual({ time: expect.any(String), number: 1, filling: '' });
});

it('tells nothing of the past to a reader that does not ask for it', async () => {
  emit(5);
  const reader = await listen();
  emit(1, 6);
  await reader.seen(1);
  expect(numbers(reader.events)).toEqual([6]);
});

it('replays exactly what was missed', async () => {
  const first = await listen();
  emit(3);
  await first.seen(3);
  first.stream.destroy();
  emit(4, 4);
  const again = await listen(first.events[2]?.id);
  emit(1, 8);
  await again.seen(5);
  expect(numbers(again.events)).toEqual([4, 5, 6, 7, 8]);
});

it('says that there is a gap when the ring no longer holds what was missed', async () => {
  const first = await listen();
  emit(1);
  await first.seen(1);
  emit(1_200, 2);
  const again = await listen(first.events[0]?.id);
  await again.seen(1_001);
  expect(again.events[0]?.event).toBe('gap');
  expect(numbers(again.events.slice(1))).toEqual(Array.from({ length: 1_000 }, (_, place) => place + 202));
});

it.each(['deadbeef-1', 'nonsense', ''])('says that there is a gap to a reader that comes with "%s"', async (lastId) => {
  emit(2);
  const reader = await listen(lastId);
  await reader.seen(3);
  expect(reader.events.map((event) => event.event)).toEqual(['gap', 'service', 'service']);
});

it('drops a reader that does not read, and nobody else', async () => {
  const quick = await listen();
  const stuck = await open(doors.socketPath, 'GET', '/api/v1/events');
  streams.push(stuck);
  let dropped = false;
  stuck.on('close', () => {
    dropped = true;
  });
  stuck.on('error', () => undefined);
  stuck.pause();
  // More than the socket's own buffers and the bound together: 40 rounds of 100 kB.
  for (let round = 0; round < 40; round += 1) {
    emit(1, round, 'x'.repeat(100_000));
    await quick.seen(round + 1);
  }
  expect(numbers(quick.events)).toEqual(Array.from({ length: 40 }, (_, place) => place));
  stuck.resume();
  await until('it was dropped', () => dropped);
});

it('takes so many readers and no more, and takes one again when one has left', async () => {
  for (let count = 0; count < 32; count += 1) await listen();
  expect((await open(doors.socketPath, 'GET', '/api/v1/events')).statusCode).toBe(503);
  streams[0]?.destroy();
  await until('there is room', async () => {
    const stream = await open(doors.socketPath, 'GET', '/api/v1/events');
    streams.push(stream);
    return stream.statusCode === 200;
  });
});

it('ends with the supervisor', async () => {
  const { stream } = await listen();
  const ended = once(stream, 'end');
  await doors.api.close();
  await ended;
  expect(doors.port.listeners()).toBe(0);
});
