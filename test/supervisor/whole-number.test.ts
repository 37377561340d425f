import { expect, it } from 'vitest';
import { z } from 'zod';
import { wholeNumber } from '../../electron/supervisor/whole-number.ts';

const limit = wholeNumber(1, 2_000, 200);

it.each([
  ['1', 1],
  ['2000', 2_000],
  [undefined, 200],
])('%j is %j', (text, number) => {
  expect(limit.parse(text)).toBe(number);
  expect(z.strictObject({ limit }).parse(text === undefined ? {} : { limit: text })).toEqual({ limit: number });
});

it.each(['', '0', '2001', '-1', '1e2', '0x10', '0b1', ' 5', '5 ', '\u00a05', '5.0', '+5', '05', 'Infinity', 'true', '٣'])(
  '%j is none',
  (text) => {
    expect(limit.safeParse(text).success).toBe(false);
  },
);

it('is described as a number', () => {
  expect(z.toJSONSchema(limit, { io: 'input' })).toMatchObject({ type: 'integer', minimum: 1, maximum: 2_000, default: 200 });
});
