import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attempt } from '../../electron/platform/attempt.ts';

test('null where the system says no, and what a mistake throws goes on', () => {
  expect(attempt(() => 7)).toBe(7);
  expect(attempt(() => readFileSync('/nonexistent', 'utf8'))).toBeNull();
  const mistake = () => {
    throw new TypeError('a mistake');
  };
  expect(() => attempt(mistake)).toThrow('a mistake');
});
