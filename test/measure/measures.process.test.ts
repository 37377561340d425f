/** The short forms of the measures: what they count is judged here, what they time is not. */
import { beforeAll, expect, test } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { measure as flood } from './flood.ts';
import { freezes } from './freeze.ts';
import { hostile } from './hostile.ts';
import { launches } from './launcher.ts';
import { load } from './load.ts';
import { offspring } from './offspring.ts';
import { orphans } from './orphans.ts';
import { respawns } from './respawn.ts';

beforeAll(bundle);

test('what is killed comes back, whatever it is', async () => {
  const times = await respawns(3);
  expect(Object.values(times).map((some) => some.length)).toEqual([3, 3, 3, 3, 3]);
});

test('what freezes is ended, and never before its deadline', async () => {
  const times = await freezes(3);
  for (const some of Object.values(times)) {
    expect(some).toHaveLength(3);
    expect(Math.min(...some)).toBeGreaterThan(0);
  }
});

test('nothing outlives a killed supervisor, and the next one runs nothing twice', async () => {
  expect(await orphans(5)).toMatchObject({ kills: 5, left: 0, twice: 0 });
});

test('what multiplies costs no other service a restart, and ends', async () => {
  const [quiet, ...beside] = await offspring(5);
  expect(quiet).toMatchObject({ restarts: 0 });
  for (const each of beside) {
    expect(each).toMatchObject({ restarts: 0, left: 0 });
    expect(each.respawnMs.length).toBeGreaterThan(0);
  }
  expect(beside.find(({ trouble }) => trouble === 'bomb')?.ownRestarts).toBeGreaterThan(0);
}, 180_000);

test('nobody is taken for frozen on a machine under load', async () => {
  const { services, notes } = await load({ seconds: 20, memory: 0.1 });
  expect(services.map(({ name, restarts }) => `${name} ${restarts}`)).toEqual(['file 0', 'notify 0', 'zmq 0']);
  // Whoever cannot mount a disk cannot stall one.
  if (process.getuid?.() === 0) expect(notes.join('\n')).toContain('Stalls of the file system of state and log, 5 s each: 1.');
}, 120_000);

test('a flood of output costs bounded memory', async () => {
  const { columns, rows } = await flood.run({ short: true });
  for (const row of rows) expect(Number(row[columns.indexOf('peak memory MB')])).toBeLessThan(150);
});

test('nothing that is sent restarts a service or keeps a descriptor', async () => {
  const seen = await hostile(2_000);
  expect([...seen.tried.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1_900);
  expect(seen).toMatchObject({ restarts: 0, changed: [] });
  expect(seen.descriptors.after).toBe(seen.descriptors.before);
}, 120_000);

test('the launcher and npx answer', async () => {
  const times = await launches(1);
  expect([...times.values()].map((some) => some.length)).toEqual([1, 1, 1]);
});
