import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { watchFolder } from '../../electron/session/folder-watch.ts';
import { until } from '../support/until.ts';
import { runtimeFolder } from './support.ts';

it('follows a folder that is made later, removed and made again', async () => {
  const folder = join(runtimeFolder(), 'late');
  const seen: (string | null)[] = [];
  const stop = watchFolder(folder, (name) => seen.push(name));
  onTestFinished(stop);
  for (const name of ['one', 'two', 'three']) {
    seen.length = 0;
    mkdirSync(folder);
    await until('the folder is seen', () => seen.includes(null));
    writeFileSync(join(folder, name), '');
    await until(`${name} is seen in it`, () => seen.includes(name));
    rmSync(folder, { recursive: true });
    await until('its end is seen', () => seen.at(-1) === null);
  }
  stop();
  seen.length = 0;
  mkdirSync(folder);
  writeFileSync(join(folder, 'four'), '');
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(seen).toEqual([]);
});

it('waits for a folder whose parent is missing as well', async () => {
  const parent = join(runtimeFolder(), 'one');
  const folder = join(parent, 'two');
  const seen: (string | null)[] = [];
  onTestFinished(watchFolder(folder, (name) => seen.push(name)));
  mkdirSync(folder, { recursive: true });
  await until('the folder is seen', () => seen.includes(null));
  writeFileSync(join(folder, 'three'), '');
  await until('three is seen in it', () => seen.includes('three'));
});
