import { expect, test } from 'vitest';
import { section, withSection } from './document.ts';
import type { Table } from './table.ts';

const TABLE: Table = {
  wanted: 'at most 10 ms',
  met: true,
  columns: ['killed', 'ms'],
  rows: [['a | b', '2.00']],
  notes: ['In turn.'],
};
const AT = { date: '2026-01-02', machine: '2 cores', again: 'npm run measure respawn' };
const HEAD = '# Measures\n';
const ORDER = ['respawn', 'freeze', 'load'];

const headings = (document: string) => document.match(/^## .+$/gm);

test('a section says what was wanted, seen, when, where and how to see it again', () => {
  expect(section('respawn', 'Kill to start', TABLE, AT)).toBe(
    [
      '## respawn',
      '',
      'Kill to start. Wanted: at most 10 ms. **Met.**',
      '',
      '| killed | ms |',
      '| --- | --- |',
      '| a \\| b | 2.00 |',
      '',
      '- In turn.',
      '- 2026-01-02, 2 cores. Again: `npm run measure respawn`',
      '',
    ].join('\n'),
  );
});

test('a long list is folded', () => {
  const text = section('respawn', 'Kill to start', { ...TABLE, more: { title: 'All', text: 'one\n' } }, AT);
  expect(text).toContain('<details>\n<summary>All</summary>\n\none\n\n</details>\n');
});

test('a section replaces its own and leaves the others, in order', () => {
  const put = (document: string, name: string, met: boolean) =>
    withSection(document, { head: HEAD, order: ORDER, name, text: section(name, name, { ...TABLE, met }, AT) });
  const both = put(put('', 'load', true), 'respawn', true);
  expect(headings(both)).toEqual(['## respawn', '## load']);
  const again = put(both, 'respawn', false);
  expect(headings(again)).toEqual(['## respawn', '## load']);
  expect(again.match(/\*\*.+\*\*/g)).toEqual(['**Not met.**', '**Met.**']);
  expect(put(again, 'respawn', true)).toBe(both);
});

test('a section whose measure is no more goes', () => {
  const old = withSection('', { head: HEAD, order: ['gone'], name: 'gone', text: section('gone', 'gone', TABLE, AT) });
  const now = withSection(old, { head: HEAD, order: ORDER, name: 'load', text: section('load', 'load', TABLE, AT) });
  expect(headings(now)).toEqual(['## load']);
  expect(now).toContain('# Measures\n');
});
