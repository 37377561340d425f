import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { askForPower } from '../../electron/machine/power.ts';
import { place } from './place.ts';

it.each(['reboot', 'poweroff'] as const)('%s is asked of systemd', async (act) => {
  const { program, folder, environment } = place();
  program('systemctl', `printf '%s ' "$@" > ${folder}/asked`);
  expect(await askForPower(act, environment)).toMatchObject({ ok: true });
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(`--no-ask-password ${act} `);
});

it('a refusal is told with its reason', async () => {
  const { program, environment } = place();
  program('systemctl', 'echo "Call to Reboot failed: Interactive authentication required." >&2; exit 1');
  expect(await askForPower('reboot', environment)).toEqual({
    ok: false,
    reason: 'The machine refuses: Call to Reboot failed: Interactive authentication required.',
  });
});

it('without systemd there is nobody to ask', async () => {
  expect(await askForPower('reboot', place().bare)).toEqual({
    ok: false,
    reason: 'There is no systemctl on this machine: it is not run by systemd.',
  });
});
