import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { openHistory, type Records } from '../../electron/history/history.ts';
import { type Place, placeForEachTest } from './invigil.ts';

let place: Place;
placeForEachTest((made) => {
  place = made;
});

const MINUTE = 60_000;
const change = (ago: number, service: string | null, state: string, more: Partial<Records['changes'][number]> = {}) => ({
  at: Date.now() - ago * MINUTE,
  service,
  state,
  health: 'healthy',
  reason: null,
  restarts: 0,
  ...more,
});

/** As a supervisor left it that ran until half an hour ago. */
beforeEach(async () => {
  const state = join(place.folder, 'state/invigil/lantern');
  mkdirSync(join(state, 'log'), { recursive: true });
  const history = openHistory({ file: join(state, 'history.db'), log: () => undefined });
  const changes = [
    change(300, null, 'running'),
    change(300, 'core', 'running'),
    change(300, 'audio', 'running'),
    change(200, 'audio', 'starting', { restarts: 1, reason: 'exit status 1' }),
    change(199, 'audio', 'running', { health: 'warning' }),
    change(30, null, 'off', { health: 'unknown' }),
  ];
  // A close waits for what is to be written, and not for a slow disk to be opened.
  await history.found;
  history.record({ changes, audit: [], minute: null });
  await history.close();
});

it('without a supervisor it says what is known, and still answers unknown', async () => {
  const { exit, out } = await place.invigil('-e', 'lantern', 'health');
  expect(exit).toBe(3);
  expect(out).toMatch(/^UNKNOWN: The exhibit "lantern" is not running\./);
  expect(out).toMatch(/^Processes {6}none is left$/m);
  expect(out).toMatch(/^Health files {3}none$/m);
  expect(out).toMatch(/the supervisor ended$/m);
  expect(out).toMatch(/audio running, warning$/m);
  const json = JSON.parse((await place.invigil('-e', 'lantern', 'health', '--json')).out);
  expect(json).toMatchObject({ overall_status: 'unknown', exhibit: 'lantern', processes: [], files: [] });
  expect(json.last_known).toHaveLength(3);
});

it('tells of health files that lie about', async () => {
  // Where the command line looks for what runs.
  const folder = join(place.folder, 'run/invigil/lantern/health/in');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'core.json'), '{"overall_status": "warning"}');
  writeFileSync(join(folder, 'audio.json'), 'torn');
  const { files } = JSON.parse((await place.invigil('-e', 'lantern', 'health', '--json')).out);
  expect(files.map(({ overall_status }: { overall_status: string | null }) => overall_status).sort()).toEqual(['warning', null].sort());
});

it('--history draws each service over the hours, and lists the changes', async () => {
  const { exit, out } = await place.invigil('-e', 'lantern', 'health', '--history', '--for', '5h');
  expect(exit).toBe(0);
  expect(out).toMatch(/^The last 5 h: one restart by itself\.$/m);
  expect(out).toMatch(/^audio {2}━+↻▲+ +1$/m);
  expect(out).toMatch(/^core {3}━+ *$/m);
  expect(out).toMatch(/audio {2}starting {2}exit status 1$/m);
  expect(out).toMatch(/exhibit {2}no supervisor ran$/m);
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

it('--history of one service, for programs, and of nothing', async () => {
  const one = JSON.parse((await place.invigil('-e', 'lantern', 'health', '--history', 'core', '--json')).out);
  expect(one.strips.services.map(({ name }: { name: string }) => name)).toEqual(['core']);
  expect(one.changes).toHaveLength(1);
  expect((await place.invigil('-e', 'lantern', 'health', '--history', 'stranger')).out).toBe('Nothing is known of the last 24 h.\n');
});

it.each([
  [['--history', '--for', 'long'], 'must be a duration'],
  [['core'], 'go with --history'],
  [['--for', '1h'], 'go with --history'],
])('%o is not understood', async (args, words) => {
  const { exit, err } = await place.invigil('-e', 'lantern', 'health', ...args);
  expect([exit, err.includes(words)]).toEqual([64, true]);
});
