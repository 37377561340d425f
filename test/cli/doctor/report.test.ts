import { expect, test } from 'vitest';
import { examine, tell } from '../../../electron/cli/doctor/examine.ts';
import { ok, problem, warning } from '../../../electron/cli/doctor/finding.ts';
import { asText } from '../../../electron/cli/doctor/report.ts';
import { lookOf } from '../../../electron/cli/terminal.ts';
import { scene } from './scene.ts';

const OPEN = { ...problem('pin is open.', 'It can be read.', 'chmod 600 pin.'), fix: () => 'pin is closed.' };

test('the worst comes first, with what to do', async () => {
  const told = [
    await tell('a', ok('The clock is right.'), false),
    await tell('b', warning('A.\nB.', 'C.', 'D.'), false),
    await tell('c', OPEN, false),
  ];
  expect(asText(told, lookOf({}, {}))).toBe(
    [
      '1 problem, 1 warning.',
      '',
      'problem  pin is open.',
      '         It can be read.',
      '         To do: chmod 600 pin. Or: invigil doctor --fix',
      '',
      'warning  A.',
      '         B.',
      '         C.',
      '         To do: D.',
      '',
      'ok       The clock is right.',
    ].join('\n'),
  );
  expect(asText([await tell('a', ok('Well.'), false)], lookOf({}, {}))).toBe(
    'Everything that was looked at is all right.\n\nok       Well.',
  );
});

test('what is mended is all right, and what cannot be is as it was', async () => {
  expect(await tell('c', OPEN, true)).toMatchObject({ level: 'ok', fixed: 'pin is closed.' });
  const refused = () => {
    throw new Error('EPERM');
  };
  expect(await tell('c', { ...OPEN, fix: refused }, true)).toMatchObject({
    level: 'problem',
    means: 'It could not be mended: EPERM',
    fixed: null,
  });
});

test('a check that fails does not end the others', async () => {
  const told = await examine(scene(), false, {
    first: {
      look: async () => {
        throw new Error('no such bus');
      },
    },
    second: { look: async () => [ok('Well.')] },
  });
  expect(told.map(({ level, found }) => `${level}: ${found}`)).toEqual([
    'warning: The check "first" could not look: no such bus',
    'ok: Well.',
  ]);
});
