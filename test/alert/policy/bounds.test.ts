import { expect, it } from 'vitest';
import { addressees } from '../../../electron/alert/policy/meaning.ts';
import { threadId } from '../../../electron/alert/policy/thread.ts';
import { SECOND, settings, Teller } from './teller.ts';

it('keeps to its bounds whatever names and reasons there are', () => {
  const teller = new Teller();
  for (let number = 0; number < 220; number += 1) {
    // Each state goes through the schema, which knows the bounds.
    teller.take({
      type: 'machine',
      checks: Array.from({ length: 5 }, (_, place) => ({
        name: `${'n'.repeat(200)}${number}-${place}`,
        status: 'error',
        message: 'm'.repeat(5_000),
      })),
    });
    teller.alert({ kind: 'start-failed', level: 'error', service: `s${number}`, reason: 'r'.repeat(5_000) });
    teller.pass(SECOND);
  }
  expect(teller.state.troubles.length).toBeLessThanOrEqual(200);
  expect(Math.max(...teller.drafts.map(({ text }) => text.length))).toBeLessThanOrEqual(600);
});

it('makes threads that every receiver takes, one for each trouble', () => {
  const wall = Date.UTC(2026, 10, 21);
  const one = threadId('a'.repeat(32), 'run the-same-long-name-of-a-service-1', 'the-same-long-name-of-a-service-1', wall);
  const other = threadId('a'.repeat(32), 'run the-same-long-name-of-a-service-2', 'the-same-long-name-of-a-service-2', wall);
  expect(one).not.toBe(other);
  for (const id of [one, other, threadId('lantern', 'machine under/voltage é', null, -5)]) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
});

it('asks each receiver for its own level, and the map first', () => {
  const wishes = settings({
    levels: { storm: 'info', machine: 'none' },
    receivers: [
      { name: 'a', kind: 'ntfy', level: null },
      { name: 'b', kind: 'email', level: 'fatal' },
    ],
  });
  expect(addressees('storm', 'error', wishes)).toEqual([]);
  expect(addressees('machine', 'fatal', wishes)).toEqual([]);
  expect(addressees('health', 'error', wishes)).toEqual(['a']);
  expect(addressees('safe-mode', 'fatal', wishes)).toEqual(['a', 'b']);
});
