import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIGURES } from './figures/index.ts';
import { addToHistory, ratiosOf, readHistory } from './history.ts';

const figures = { restart: { ratio: 2, noise: 0.1, pairs: 8 } };
const ENTRY = { date: '2026-11-22', commit: 'abc1234', machine: '2 cores', figures };

test('an entry is added after all others, and read again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inv-history-'));
  try {
    const file = join(folder, 'history.json');
    copyFileSync(join(import.meta.dirname, 'history.json'), file);
    const before = readHistory(file);
    addToHistory(ENTRY, file);
    expect(readHistory(file)).toEqual([...before, ENTRY]);
    writeFileSync(file, '{"format": 2, "entries": []}');
    expect(() => readHistory(file)).toThrow('format');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a figure is found in the entries that have it', () => {
  const other = { ...ENTRY, figures: { restart: { ratio: 3, noise: 0, pairs: 4 } } };
  expect(ratiosOf([ENTRY, { ...ENTRY, figures: {} }, other], 'restart')).toEqual([2, 3]);
});

test('what stands in the history is judged: a figure that gets another name would begin anew, unseen', () => {
  const names = FIGURES.map(({ name }) => name);
  for (const { figures: known } of readHistory()) expect(names).toEqual(expect.arrayContaining(Object.keys(known)));
});
