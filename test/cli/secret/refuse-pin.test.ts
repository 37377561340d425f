import { expect, it } from 'vitest';
import { whyRefused } from '../../../electron/cli/secret/refuse-pin.ts';

it.each([
  ['', '4 to 12 digits'],
  ['471', '4 to 12 digits'],
  ['4711471147114', '4 to 12 digits'],
  ['47 11', '4 to 12 digits'],
  ['４７１１', '4 to 12 digits'],
  ['471a', '4 to 12 digits'],
  ['0000', 'one digit again and again'],
  ['111111', 'one digit again and again'],
  ['1212', 'the same digits again and again'],
  ['123123', 'the same digits again and again'],
  ['1234', 'digits in a row'],
  ['7890', 'digits in a row'],
  ['4321', 'digits in a row'],
  ['210987', 'digits in a row'],
  ['1984', 'a year'],
  ['2026', 'a year'],
  ['2580', 'a straight line on the pad'],
])('%j is refused: %s', (pin, why) => {
  expect(whyRefused(pin)).toContain(why);
});

it.each(['4711', '1793', '1235', '081542', '123457', '198412', '47114711', '774193620518'])('%s is taken', (pin) => {
  expect(whyRefused(pin)).toBeNull();
});

it('refuses few of all PINs of four digits', () => {
  const refused = Array.from({ length: 10_000 }, (_, pin) => whyRefused(String(pin).padStart(4, '0'))).filter((why) => why !== null);
  expect(refused).toHaveLength(320);
});
