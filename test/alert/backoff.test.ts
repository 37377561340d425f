import { expect, it } from 'vitest';
import { waitAfter } from '../../electron/alert/backoff.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

it('begins with 5 s and doubles up to 15 min', () => {
  const waits = Array.from({ length: 10 }, (_, place) => waitAfter(place + 1, null) / SECOND);
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
});

it('is what the server asks for, within reason', () => {
  expect(waitAfter(5, 7 * SECOND)).toBe(7 * SECOND);
  expect(waitAfter(1, 0)).toBe(SECOND);
  expect(waitAfter(1, 1e12)).toBe(24 * 60 * MINUTE);
});
