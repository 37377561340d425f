import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { SystemBus } from '../../electron/platform/system-bus.ts';
import { openPower } from '../../electron/supervisor/open-power.ts';
import type { EventBody } from '../../electron/supervisor/policy/event.ts';
import { until } from '../support/until.ts';

/** logind answers `can`, and does what it is asked. */
async function machine(can: string) {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-power-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'reboots.json');
  const reboots = () => JSON.parse(readFileSync(path, 'utf8')).reboots;
  const asked: string[] = [];
  const events: EventBody[] = [];
  const bus: SystemBus = {
    async call({ member }) {
      // What is asked for stands on the disk before logind hears of it.
      asked.push(`${member} ${reboots().at(-1)?.outcome}`);
      return member.startsWith('Can') ? [can] : [];
    },
    listen: () => () => undefined,
    close: () => undefined,
  };
  const power = await openPower({ path, boot: 'a', dispatch: (event) => events.push(event), log: () => undefined, bus });
  return { power, asked, events, reboots };
}

it('writes down what the ladder wants before logind is asked', async () => {
  const { power, asked, events } = await machine('yes');
  power.port.reboot('core does not come back', 'core');
  await until('logind is asked', () => asked.length === 2);
  expect(asked).toEqual(['CanReboot asked', 'Reboot asked']);
  expect(events).toEqual([]);
});

it('a refusal comes back to the policy, and is kept when that has told it', async () => {
  const { power, events, reboots } = await machine('challenge');
  power.port.reboot('core does not come back', 'core');
  await until('the refusal', () => events.length > 0);
  expect(events[0]).toMatchObject({ type: 'reboot-refused', reason: expect.stringMatching(/may not reboot/) });
  const alert = { kind: 'rung-skipped', level: 'error', rung: 'reboot', service: 'core', reason: 'it may not' } as const;
  power.witness({ type: 'alert', alert });
  await power.close();
  expect(reboots()).toMatchObject([{ by: 'ladder', service: 'core', outcome: 'refused', refusal: 'it may not' }]);
});

it('people go the same way, and their name is kept', async () => {
  const { power, asked, reboots } = await machine('yes');
  expect(await power.power('poweroff', 'alice (cli)')).toEqual({ ok: true });
  expect(asked).toEqual(['CanPowerOff asked', 'PowerOff asked']);
  expect(reboots()).toMatchObject([{ act: 'poweroff', by: 'alice (cli)' }]);
});
