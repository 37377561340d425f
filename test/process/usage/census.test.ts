import { expect, test } from 'vitest';
import { isGiven } from '../../../electron/process/usage/census.ts';

test.each([
  ['given since', 101, 100, 105, true],
  ['the last one', 105, 100, 105, true],
  ['given before', 100, 100, 105, false],
  ['not given yet', 106, 100, 105, false],
  ['none was given', 100, 100, 100, false],
  ['given before the highest was reached', 32_760, 32_750, 310, true],
  ['given after that', 305, 32_750, 310, true],
  ['after that, not given yet', 311, 32_750, 310, false],
])('a number of a process: %s', (_, pid, before, last, given) => {
  expect(isGiven(pid, before, last)).toBe(given);
});
