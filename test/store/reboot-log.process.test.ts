import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LADDER, openRebootLog, type RebootLogFile, rebootLogSchema } from '../../electron/store/reboot-log.ts';
import { until } from '../support/until.ts';
import { temporaryFolder } from './folder.ts';

const now = () => new Date('2026-11-21T03:00:00Z');
const ofLadder = { act: 'reboot', by: LADDER, service: 'core', reason: 'core does not come back' } as const;

function place() {
  const path = join(temporaryFolder(), 'reboots.json');
  const logged: string[] = [];
  return {
    path,
    logged,
    open: (boot: string) => openRebootLog({ path, boot, now, log: (_, text) => logged.push(text) }),
    file: (): RebootLogFile => rebootLogSchema.parse(JSON.parse(readFileSync(path, 'utf8'))),
  };
}

it('what was asked for is on the disk before it comes, came with the next boot, and has helped', async () => {
  const { open, file } = place();
  const before = await open('a');
  await before.asked(ofLadder);
  expect(file().reboots).toMatchObject([{ ...ofLadder, at: '2026-11-21T03:00:00.000Z', boot_before: 'a', outcome: 'asked' }]);
  await before.close();
  const after = await open('b');
  after.judged(true);
  await after.close();
  expect(file().reboots).toMatchObject([{ outcome: 'came', boot_after: 'b', helped: true }]);
});

it('a refusal is kept with its reason', async () => {
  const { open, file } = place();
  const log = await open('a');
  await log.asked({ act: 'poweroff', by: 'alice (cli)', service: null, reason: 'a person asked for it' });
  log.refused('it may not');
  log.judged(true);
  await log.close();
  expect(file().reboots).toMatchObject([{ by: 'alice (cli)', outcome: 'refused', refusal: 'it may not', helped: null }]);
});

it('one that a new supervisor of the same boot finds asked for did not come', async () => {
  const { open, file } = place();
  const log = await open('a');
  await log.asked(ofLadder);
  await (await open('a')).close();
  expect(file().reboots).toMatchObject([{ outcome: 'did-not-come', boot_after: null }]);
});

it('tells a power cut from a reboot that somebody else has asked for', async () => {
  const { open, file } = place();
  await (await open('a')).close();
  const cut = await open('b');
  await cut.asked(ofLadder);
  cut.refused('no');
  await until('it is written', () => file().reboots.at(-1)?.outcome === 'refused');
  await (await open('c')).close();
  expect(file().reboots.map(({ by, reason }) => [by, reason])).toEqual([
    [null, 'somebody else asked for it'],
    [LADDER, 'core does not come back'],
    [null, 'the machine went down without a word: no power, a crash or a reset'],
  ]);
});

it('is bounded, and the newest stay', async () => {
  const { open, file } = place();
  const log = await open('a');
  for (let number = 0; number < 60; number++) await log.asked({ ...ofLadder, reason: String(number) });
  await log.close();
  expect(file().reboots).toHaveLength(50);
  expect(file().reboots.at(-1)?.reason).toBe('59');
});

it('a damaged file is begun anew and told', async () => {
  const { path, logged, open, file } = place();
  writeFileSync(path, '{"version":1');
  await (await open('a')).close();
  expect(logged).toEqual([expect.stringMatching(/was damaged/)]);
  expect(file().reboots).toEqual([]);
});

it('a disk that takes nothing costs the entry, not the reboot', async () => {
  const { path, logged } = place();
  writeFileSync(path, 'a file where a folder should be');
  const log = await openRebootLog({ path: join(path, 'reboots.json'), boot: 'a', now, log: (_, text) => logged.push(text) });
  await log.asked(ofLadder);
  await log.close();
  expect(logged).toEqual([expect.stringMatching(/cannot be read/)]);
});
