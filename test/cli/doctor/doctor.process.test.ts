import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Told } from '../../../electron/cli/doctor/examine.ts';
import { type Place, placeForEachTest } from '../invigil.ts';

let place: Place;

placeForEachTest((made) => {
  place = made;
});

/** An exhibit that shows nothing, so that it wants no Electron, with somebody whose PIN lies open. */
function install(pinMode: number, more = ''): { readonly folder: string; readonly pin: string } {
  const folder = join(place.folder, 'exhibit');
  const secrets = join(place.folder, 'config/invigil/lantern/secrets');
  const pin = join(secrets, 'floor.pin');
  mkdirSync(folder);
  mkdirSync(secrets, { recursive: true, mode: 0o700 });
  writeFileSync(pin, 'not a line\n', { mode: pinMode });
  const people = '[[access]]\nname = "floor"\nrole = "staff"\npin = { file = "secrets/floor.pin" }\n';
  writeFileSync(
    join(folder, 'exhibit.toml'),
    `schema = 1\n[exhibit]\nname = "lantern"\n[service.core]\ncommand = "true"\n${people}${more}`,
  );
  return { folder, pin };
}

async function findings(...args: string[]): Promise<{ exit: number | null; told: readonly Told[] }> {
  const { exit, out } = await place.invigil('doctor', '--json', ...args);
  return { exit, told: JSON.parse(out).findings };
}

const about = (told: readonly Told[], check: string) => told.filter((one) => one.check === check);

test('a secret that others can read is a problem, and --fix closes it', async () => {
  const { folder, pin } = install(0o644);
  const before = await findings(folder);
  expect(before.exit).toBe(1);
  expect(about(before.told, 'ways-in')).toEqual([
    expect.objectContaining({ level: 'problem', found: `${pin} is open to other accounts (mode 0644).`, fixable: true }),
  ]);
  expect(statSync(pin).mode & 0o777).toBe(0o644);

  const fixed = await findings(folder, '--fix');
  expect(fixed.exit).toBe(0);
  expect(about(fixed.told, 'ways-in')).toEqual([
    expect.objectContaining({ level: 'ok', fixed: `${pin} is open to this account alone now.` }),
  ]);
  expect(statSync(pin).mode & 0o777).toBe(0o600);
  expect((await findings(folder)).exit).toBe(0);
});

test('a wrong file is a problem, and the machine is looked at all the same', async () => {
  const { folder } = install(0o600, '[exhibi]\n');
  const { exit, told } = await findings(folder);
  expect(exit).toBe(1);
  expect(about(told, 'exhibit-file')).toEqual([
    expect.objectContaining({ level: 'problem', found: expect.stringMatching(/exhibit\.toml:10:.*exhibi/) }),
  ]);
  expect(about(told, 'disk')).toHaveLength(1);
});

test('without a file the machine is looked at alone; people read the worst first', async () => {
  const { exit, out } = await place.invigil('doctor');
  expect(out).toMatch(/^\d+ (problem|warning)s?/);
  expect(out).toMatch(/There is no exhibit\.toml here/);
  expect(out).toMatch(/warning {2}Nobody of this account is logged in at a screen\.\n {9}Displays wait until somebody is\.\n {9}To do: /);
  expect([0, 1]).toContain(exit);
});
