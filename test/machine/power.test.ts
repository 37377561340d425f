import { expect, it } from 'vitest';
import { askForPower } from '../../electron/machine/power.ts';

/** A bus on which these members answer, or fail. */
function bus(answers: Readonly<Record<string, readonly unknown[] | Error>>) {
  const asked: string[] = [];
  return {
    asked,
    call: async ({ member, body = [] }: { member: string; body?: readonly unknown[] }) => {
      asked.push([member, ...body].join(' '));
      const answer = answers[member] ?? new Error(`no ${member}`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

it('asks logind whether it may, and then for it', async () => {
  const system = bus({ CanReboot: ['yes'], Reboot: [] });
  expect(await askForPower('reboot', system)).toEqual({ ok: true });
  expect(system.asked).toEqual(['CanReboot', 'Reboot false']);
  const off = bus({ CanPowerOff: ['yes'], PowerOff: [] });
  expect(await askForPower('poweroff', off)).toEqual({ ok: true });
  expect(off.asked).toEqual(['CanPowerOff', 'PowerOff false']);
});

it('does not ask for what it may not, and says what gives it leave', async () => {
  const system = bus({ CanReboot: ['challenge'], Reboot: [], StartUnit: [] });
  const answer = await askForPower('reboot', system);
  expect(answer).toMatchObject({ ok: false, reason: expect.stringMatching(/may not reboot.*challenge.*sudo invigil install/) });
  expect(system.asked).toEqual(['CanReboot']);
});

it('a machine that cannot is not mended by a rule', async () => {
  expect(await askForPower('poweroff', bus({ CanPowerOff: ['na'] }))).toEqual({
    ok: false,
    reason: 'This machine cannot switch itself off, says logind.',
  });
});

it('starts the target itself where logind fails after it has said yes', async () => {
  const system = bus({ CanReboot: ['yes'], Reboot: new Error('Stale file handle'), StartUnit: ['/job/1'] });
  expect(await askForPower('reboot', system)).toEqual({ ok: true });
  expect(system.asked.at(-1)).toBe('StartUnit reboot.target replace-irreversibly');
});

it('starts the target itself where there is no logind', async () => {
  const system = bus({ StartUnit: ['/job/1'] });
  expect(await askForPower('poweroff', system)).toEqual({ ok: true });
  expect(system.asked).toEqual(['CanPowerOff', 'StartUnit poweroff.target replace-irreversibly']);
});

it('tells both refusals where nobody does it', async () => {
  expect(
    await askForPower('reboot', bus({ CanReboot: ['yes'], Reboot: new Error('ESTALE'), StartUnit: new Error('AccessDenied') })),
  ).toEqual({
    ok: false,
    reason: expect.stringMatching(/ESTALE.*AccessDenied.*invigil doctor/),
  });
});
