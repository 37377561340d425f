import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSoftwareShells } from '../../electron/supervisor/software-shells.ts';
import { until } from '../support/until.ts';

let folder: string;
let warned: string[];
/** What one says that outlives its test, as its folder goes, is not another's. */
const open = (inFolder = folder) => {
  const mine = warned;
  return openSoftwareShells(inFolder, (text) => mine.push(text));
};
const file = () => join(folder, 'shells.json');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inv-'));
  warned = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the next supervisor knows which shells draw without the graphics card', async () => {
  const shells = open();
  shells.add('left');
  shells.add('right');
  expect([shells.has('left'), shells.has('other')]).toEqual([true, false]);
  await until('it is written', () => existsSync(file()) && readFileSync(file(), 'utf8').includes('right'));
  const next = open();
  expect([next.has('left'), next.has('right'), next.has('other')]).toEqual([true, true, false]);
  expect(warned).toEqual([]);
});

test('what cannot be read is said, and the card tried again', () => {
  writeFileSync(file(), '{"version":2}');
  expect(open().has('left')).toBe(false);
  expect(warned).toEqual([expect.stringContaining('each tries it again')]);
});

test('what cannot be written is said, and counts as long as the supervisor runs', async () => {
  const shells = open(join(folder, 'nowhere'));
  shells.add('left');
  expect(shells.has('left')).toBe(true);
  await until('it is said', () => warned.length === 1);
  expect(warned[0]).toContain('that left draws without the graphics card is not kept');
});
