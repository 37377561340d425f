import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Picture } from '../../electron/incident/port.ts';
import { createScreenshots } from '../../electron/supervisor/screenshots.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'invigil-screenshots-'));
  folder = join(parent, 'screenshots');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** Each picture is taken a second after the one before. */
function stage(picture: Picture = { image: JPEG }) {
  let second = 0;
  const now = () => new Date(2026, 10, 21, 14, 2, second++, 482);
  return createScreenshots({ folder, camera: { now: async () => picture }, now });
}

it('are kept whole, for this user alone, with their time in the name', async () => {
  const screenshots = stage();
  expect(await screenshots.take(null)).toEqual({ ok: true, file: 'screenshot-20261121-140200-482.jpg' });
  expect(await screenshots.take('wall')).toEqual({ ok: true, file: 'screenshot-20261121-140201-482.jpg' });
  expect(readdirSync(folder)).toHaveLength(2);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'screenshot-20261121-140200-482.jpg')).mode & 0o777).toBe(0o600);
  expect(Uint8Array.from((await screenshots.read('screenshot-20261121-140200-482.jpg')) ?? [])).toEqual(JPEG);
});

it('are named for what they are', async () => {
  expect(await stage({ image: PNG }).take(null)).toMatchObject({ file: expect.stringMatching(/\.png$/) });
});

it('are the newest 20, and what was cut off is gone', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'screenshot-20261121-135900-000.jpg.new'), 'half');
  writeFileSync(join(folder, 'notes.txt'), 'not ours');
  const screenshots = stage();
  const taken = await Promise.all(Array.from({ length: 23 }, () => screenshots.take(null)));
  const files = taken.map((pictured) => (pictured.ok ? pictured.file : pictured.reason));
  expect(readdirSync(folder).toSorted()).toEqual(['notes.txt', ...files.slice(3)].toSorted());
});

it('are not there when the screen gives none, or the disk takes none: that is said', async () => {
  expect(await stage({ none: 'there is no Wayland screen' }).take(null)).toEqual({
    ok: false,
    reason: 'There is no picture of the screen now: there is no Wayland screen.',
  });
  writeFileSync(folder, 'a file where the folder is to be');
  const screenshots = stage();
  expect(await screenshots.take(null)).toMatchObject({ ok: false, reason: expect.stringContaining('could not be kept') });
  rmSync(folder);
  expect(await screenshots.take(null)).toMatchObject({ ok: true });
});

it('are all that is read', async () => {
  writeFileSync(join(parent, 'secret'), 'secret');
  const screenshots = stage();
  for (const name of ['../secret', 'screenshot-20261121-140200-482.jpg', '', 'screenshot-20261121-140200-482.jpg/../../secret']) {
    expect(await screenshots.read(name)).toBe(null);
  }
});
