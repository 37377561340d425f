import { expect, it } from 'vitest';
import { durationText, rounded, roundedUp } from '../../../electron/cli/try/round.ts';

it.each([
  [1, 1_000],
  [1_000, 1_000],
  [1_001, 2_000],
  [2_001, 5_000],
  [5_001, 10_000],
  [10_001, 15_000],
  [15_001, 20_000],
  [20_001, 30_000],
  [30_000, 30_000],
  [30_001, 60_000],
  [61_000, 120_000],
  [31 * 60_000, 3_600_000],
  [9e9, 86_400_000],
])('%d ms is rounded up to %d ms', (ms, expected) => {
  expect(roundedUp(ms)).toBe(expected);
});

it.each([
  [1.2, '10ms'],
  [99.6, '100ms'],
  [487, '490ms'],
  [1_016, '1s'],
  [2_480, '2500ms'],
  [120_400, '2m'],
])('an interval of %d ms is written %s', (ms, expected) => {
  expect(durationText(rounded(ms))).toBe(expected);
});
