import { expect, test } from 'vitest';
import { Pace } from '../../electron/heartbeat/pace.ts';

/** Whether it may rest after the last of so many messages, one every `everyMs`. */
function afterMessages(pace: Pace, count: number, everyMs: number, from = 0): boolean {
  let rests = false;
  for (let message = 0; message < count; message++) rests = pace.hear(from + message * everyMs);
  return rests;
}

test('few messages are taken as they come', () => {
  expect(afterMessages(new Pace(), 100, 5)).toBe(false);
});

test('many are taken several at a time, after the first tenth of a second', () => {
  expect(afterMessages(new Pace(), 60, 1)).toBe(false);
  expect(afterMessages(new Pace(), 200, 1)).toBe(true);
});

test('a burst that is over does not count for what comes later', () => {
  const pace = new Pace();
  afterMessages(pace, 200, 1);
  expect(pace.hear(1_000)).toBe(false);
});
