import { expect, it } from 'vitest';
import { whyRefused } from '../../../electron/cli/secret/refuse-password.ts';

const NAMES = ['alice', 'lantern-room'];

it.each([
  ['', '10 to 200 characters'],
  ['wet grass', '10 to 200 characters'],
  ['a'.repeat(201), '10 to 200 characters'],
  ['wet grass on\tmondays', 'control characters'],
  ['aaaaaaaaaaaa', 'few different characters'],
  ['abababababab', 'few different characters'],
  ['112233112233', 'few different characters'],
  ['1234567890', 'keys in a row'],
  ['0987654321', 'keys in a row'],
  ['qwertyuiop', 'keys in a row'],
  ['asdfghjkl123', 'keys in a row'],
  ['1q2w3e4r5t6y', 'keys in a row'],
  ['1qaz2wsx3edc', 'keys in a row'],
  ['abcdefghijkl', 'keys in a row'],
  ['Password123!', 'one of the commonest'],
  ['P@ssw0rd2026', 'one of the commonest'],
  ['passwortpasswort', 'one of the commonest'],
  ['!!Willkommen1', 'one of the commonest'],
  ['Summer2026!!', 'one of the commonest'],
  ['iloveyou1234', 'one of the commonest'],
  ['basketball', 'one of the commonest'],
  ['correcthorsebatterystaple', 'one of the commonest'],
  ['Alice12345!', 'a name'],
  ['2026alice2026', 'a name'],
  ['Lantern-Room-7', 'a name'],
  ['alicealice99', 'a name'],
  ['Alice Lantern Room', 'a name'],
])('%j is refused: %s', (password, why) => {
  expect(whyRefused(password, NAMES)).toContain(why);
});

it.each([
  'wet grass on mondays',
  'Zwölf Boxkämpfer jagen',
  'tr0ub4dor&3x',
  'the lantern room at night',
  'kq7fz2mxw9',
  'пароль не сложный',
  '東京の夜はとても静かです',
  'wet grass on mondays. '.repeat(9).slice(0, 200),
])('%s is taken', (password) => {
  expect(whyRefused(password, NAMES)).toBeNull();
});
