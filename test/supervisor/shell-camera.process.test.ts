import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ToService } from '../../electron/supervisor/ports.ts';
import { ShellCamera } from '../../electron/supervisor/shell-camera.ts';
import { until } from '../support/until.ts';

const WALL = { service: 'wall', number: 1, id: 'x-1' };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-camera-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A camera and the shell's answer to `capture`. */
function stage(answer: (asked: { readonly id: string; readonly file: string }, camera: ShellCamera) => void, patienceMs = 10_000) {
  const tell = (_: object, message: ToService) => {
    if (message.type === 'capture') setImmediate(() => answer(message, camera));
  };
  const camera = new ShellCamera({ folder, tell, patienceMs });
  return camera;
}

function captured(id: string, reason: string | null = null, service = 'wall') {
  return { type: 'captured', service, instance: 1, id, reason } as const;
}

it('is what the shell has put into the file, which is gone then', async () => {
  const camera = stage(({ id, file }, it) => {
    writeFileSync(file, 'picture');
    it.report(captured(id, 'not mine', 'floor'));
    it.report(captured(id));
  });
  const picture = await camera.take(WALL, false);
  expect(picture !== null && 'image' in picture ? Buffer.from(picture.image).toString() : picture).toBe('picture');
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['the overlay is open', 'the overlay is open'],
  [null, 'the picture cannot be read: ENOENT'],
])('or why there is none: %s', async (reason, none) => {
  const camera = stage(({ id }, it) => it.report(captured(id, reason)));
  expect(await camera.take(WALL, false)).toEqual({ none: expect.stringContaining(none) });
});

it('is nothing when the shell does not answer, and one that comes late is removed', async () => {
  const late = Promise.withResolvers<{ id: string; file: string }>();
  const camera = stage(late.resolve, 1);
  expect(await camera.take(WALL, false)).toBe(null);
  const { id, file } = await late.promise;
  writeFileSync(file, 'picture');
  const other = join(folder, 'other.jpg');
  writeFileSync(other, 'not a picture of ours');
  camera.report(captured('x/../other'));
  camera.report(captured(id));
  await until('it is removed', () => !existsSync(file));
  expect(existsSync(other)).toBe(true);
});
