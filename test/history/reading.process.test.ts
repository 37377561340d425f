import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HistoryError } from '../../electron/history/history.ts';
import { until } from '../support/until.ts';
import { Folder, row } from './folder.ts';

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

it('the newest incidents come first, with only what was asked for of their documents', async () => {
  const history = folder.history();
  for (const id of ['a', 'b', 'c']) history.saveIncident(row(id, { document: JSON.stringify({ cause: id, tails: 'x'.repeat(9_999) }) }));
  const newest = await until('three are written', async () => {
    const found = await history.past.recent(2, ['cause']);
    return found[0]?.id === 'c' ? found : undefined;
  });
  expect(newest.map(({ number, document }) => ({ number, document }))).toEqual([
    { number: 3, document: { cause: 'c' } },
    { number: 2, document: { cause: 'b' } },
  ]);
});

it('a picture is there or not', async () => {
  const history = folder.history();
  history.saveIncident(row('a', { picture: Uint8Array.from([1, 2, 3]) }));
  history.saveIncident(row('b'));
  await until('both are written', async () => (await history.past.recent(9, [])).length === 2);
  expect(await history.past.picture(1)).toEqual(Uint8Array.from([1, 2, 3]));
  expect(await history.past.picture(2)).toBe(null);
  expect(await history.past.picture(77)).toBe(null);
});

it('what cannot be read is told, also when nothing can be written', async () => {
  const history = folder.history();
  await history.found;
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(`${folder.file}${suffix}`, 'no database '.repeat(1_000));
  await expect(history.past.recent(9, [])).rejects.toThrow(folder.file);
  await expect(history.past.recent(9, [])).rejects.toBeInstanceOf(HistoryError);
});

it('at the end nobody is left waiting', async () => {
  const history = folder.history();
  await history.close();
  await expect(history.past.picture(1)).rejects.toThrow('the supervisor is ending');
});
