import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXAMPLE, PAGE, reference } from '../../build/reference.ts';
import { file } from '../../electron/config/schema/file.ts';
import { everyKey, meaningOf, namedOf } from '../../electron/config/schema/walk.ts';
import { messages } from './support.ts';

test('the page in docs/ is the one that the schema makes (node build/reference.ts)', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(reference());
});

test('its example is a right exhibit', () => {
  expect(messages(EXAMPLE)).toEqual([]);
});

test('it has every key', () => {
  const page = reference();
  const absent = everyKey(file).filter(({ path, schema }) => {
    const name = path.at(-1) ?? '';
    if (namedOf(schema) || ['VARIABLE', 'HEADER', 'KIND'].includes(name)) return false;
    const isThere = meaningOf(schema).later
      ? page.includes(`- \`${path.join('.')}\`: `)
      : page.includes(`\`${name}\` |`) || page.includes(`[${path.join('.')}]`);
    return !isThere;
  });
  expect(absent.map(({ path }) => path.join('.'))).toEqual([]);
});
