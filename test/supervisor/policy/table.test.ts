import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tablePage } from '../../../build/policy-table.ts';

test('the page of the table says what the table says', () => {
  expect(readFileSync(new URL('../../../docs/policy-table.md', import.meta.url), 'utf8')).toBe(tablePage());
});
