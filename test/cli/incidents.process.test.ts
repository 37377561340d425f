import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { twoIncidents, writeHistory } from './incident-history.ts';
import { type Place, placeForEachTest } from './invigil.ts';

let place: Place;

placeForEachTest((made) => {
  place = made;
});

const write = (picture: Uint8Array | null = null) => writeHistory(place.folder, 'lantern', twoIncidents(), picture);

it('lists them in 80 columns, what is open first, the newest last, with nothing running', async () => {
  await write();
  const { exit, out, err } = await place.invigil('incidents');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  const lines = out.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^One incident is open: audio, for \d+ \w+\.$/);
  expect(lines[2]).toMatch(/^No\. +When +Service +What +Without +Ended$/);
  expect(lines[3]).toMatch(/^ +1 {2}21 Nov \d\d:00:15 {2}core +froze for 5 s +6\.4 s {2}recovered$/);
  expect(lines[4]).toMatch(/^ +2 {2}21 Nov \d\d:00:16 {2}audio +exit status 1 +\d+ \w+ +open$/);
  expect(lines.every((line) => line.length <= 80)).toBe(true);
});

it('tells below them how often the machine went down, and why', async () => {
  await write();
  const reboot = { at: '2026-11-21T03:00:00.000Z', act: 'reboot', by: 'alice (overlay)', service: null, reason: 'a person asked for it' };
  const came = { boot_before: 'a', boot_after: 'b', outcome: 'came', refusal: null, helped: null };
  const file = { version: 1, boot: 'b', in_order: true, reboots: [{ ...reboot, ...came }] };
  writeFileSync(join(place.folder, 'state/invigil/lantern/reboots.json'), JSON.stringify(file));
  const { out } = await place.invigil('incidents');
  expect(out).toMatch(/\nThe machine went down, or was to:\n21 Nov \d\d:00:00 {2}alice \(overlay\) wanted a reboot\. It came\.\n$/);
});

it('tells the story of one', async () => {
  await write();
  const { exit, out } = await place.invigil('incidents', '1');
  expect(exit).toBe(0);
  expect(out).toMatch(/^Incident 1 \(core\): froze for 5 s\n/);
  expect(out).toMatch(
    /What broke {5}The exhibit's core \(core\) froze: no sign of life for 5 s\. That\n {15}was at \d\d:00:15 on 21 November 2026\./,
  );
  expect(out).toMatch(/What was done {2}It was asked for its stack \(on_freeze\), and killed 1 s later\. It\n {15}was started/);
  expect(out).toMatch(/How long {7}Visitors were without it for 6\.4 s\./);
  expect(out).toMatch(/Times\n {2}first sign +\d\d:00:10\.000\n {2}detected +\d\d:00:15\.000 {2}after 5\.000 s\n/);
  expect(out).toMatch(
    /What happened\n {2}\d\d:00:15\.000 {2}froze: .*\n.*asked for its stack\n.*killed\n.*restart 1, at once\n.*started\n.*ready\n/,
  );
});

it('for programs: all of them, those of one service, and a whole one', async () => {
  await write();
  const all = JSON.parse((await place.invigil('incidents', '--json')).out);
  expect(all).toMatchObject([
    { number: 1, service: 'core', first_sign_at: expect.any(Number), outcome: 'recovered' },
    { service: 'audio' },
  ]);
  expect(JSON.parse((await place.invigil('incidents', '--json', '--service', 'audio')).out)).toEqual([all[1]]);
  expect(JSON.parse((await place.invigil('incidents', '1', '--json')).out)).toEqual(all[0]);
});

it('writes the picture, or says that there is none', async () => {
  await write(new Uint8Array([0xff, 0xd8, 1]));
  const file = join(place.folder, 'screen.jpg');
  expect(await place.invigil('incidents', '1', '--picture', file)).toMatchObject({ exit: 0, out: expect.stringContaining(file) });
  expect([...readFileSync(file)]).toEqual([0xff, 0xd8, 1]);
  await writeHistory(place.folder, 'tide', twoIncidents());
  expect(await place.invigil('incidents', '1', '-e', 'tide', '--picture', `${file}2`)).toMatchObject({
    exit: 1,
    err: expect.stringContaining('no picture'),
  });
  expect(existsSync(`${file}2`)).toBe(false);
});

it('says that there was none', async () => {
  expect(await place.invigil('incidents')).toMatchObject({
    exit: 1,
    err: expect.stringContaining('No exhibit has run in this account yet'),
  });
  mkdirSync(join(place.folder, 'state/invigil/lantern/log'), { recursive: true });
  expect(await place.invigil('incidents')).toMatchObject({ exit: 0, out: 'No incident has been recorded.\n' });
  expect(await place.invigil('incidents', '--json')).toMatchObject({ exit: 0, out: '[]\n' });
});

it.each([
  [['twelve'], 64, '"twelve" is not the number of an incident'],
  [['7'], 1, 'There is no incident 7.'],
  [['--picture', 'x.jpg'], 64, 'invigil incidents ID --picture FILE'],
  [['-e', 'other'], 1, 'has not run here. Exhibits that have: lantern.'],
])('%j is told', async (args, exit, words) => {
  await write();
  expect(await place.invigil('incidents', ...args)).toMatchObject({ exit, out: '', err: expect.stringContaining(words) });
});

it('of a database that it cannot read, says what is wrong with it', async () => {
  await write();
  const file = join(place.folder, 'state/invigil/lantern/history.db');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA user_version = 99');
  database.close();
  expect(await place.invigil('incidents')).toMatchObject({ exit: 1, err: expect.stringContaining('has format 99') });
  writeFileSync(file, 'this is no database '.repeat(500));
  expect(await place.invigil('incidents')).toMatchObject({ exit: 1, err: expect.stringContaining('file is not a database') });
});
