import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lock } from '../../electron/store/lock.ts';
import { type Place, placeForEachTest } from './invigil.ts';

let place: Place;
placeForEachTest((made) => {
  place = made;
});

/** The control socket of an exhibit that has its folder, and nothing in it. */
function control(exhibit: string): string {
  const folder = join(place.folder, 'run/invigil', exhibit);
  mkdirSync(folder, { recursive: true });
  return join(folder, 'control.sock');
}

/** As a killed supervisor leaves it: nobody listens there. */
const leaveBehind = (socket: string) => writeFileSync(socket, '');

/** A supervisor in its first moments: it has its folder and its lock, and does not listen yet. */
async function begin() {
  const held = await lock(control('lantern'));
  onTestFinished(() => held.release());
  return held;
}

/** A command that has knocked in vain by now: another one that began after it has, and gave up. */
async function asking() {
  const asked = place.begin('-e', 'lantern', 'status', '--json');
  leaveBehind(control('killed'));
  expect(await place.invigil('-e', 'killed', 'status', '--json')).toMatchObject({ exit: 69 });
  return asked;
}

test.each([
  ['before its socket is there', () => undefined],
  ['while the socket of the one before it lies about', () => leaveBehind(control('lantern'))],
])('a supervisor that has just begun is waited for, %s', async (_, prepare) => {
  await begin();
  prepare();
  const asked = await asking();
  rmSync(control('lantern'), { force: true });
  await place.exhibit('lantern');
  const { exit, out, err } = await asked.ended;
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({ exhibit: 'lantern' });
});

test('one that ends instead does not run', async () => {
  const held = await begin();
  const asked = await asking();
  await held.release();
  expect(await asked.ended).toMatchObject({ exit: 69, err: expect.stringContaining('The exhibit "lantern" is not running.') });
});

test('one that has just begun is one of several', async () => {
  await begin();
  await place.exhibit('tide');
  expect(await place.invigil('status')).toMatchObject({ exit: 64, err: expect.stringContaining('lantern, tide') });
});
