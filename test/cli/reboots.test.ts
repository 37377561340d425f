import { expect, it } from 'vitest';
import { rebootWords } from '../../electron/cli/incidents/reboots.ts';
import type { Happening } from '../../electron/incident/record.ts';
import { begin, tellOn } from '../../electron/incident/story.ts';
import type { Reboot } from '../../electron/store/reboot-log.ts';
import { whatWasDone } from '../../electron/supervisor/story/done.ts';

const ladders: Reboot = {
  at: '2026-11-21T03:00:00.000Z',
  act: 'reboot',
  by: 'ladder',
  service: 'core',
  reason: 'core does not come back',
  boot_before: 'a',
  boot_after: 'b',
  outcome: 'came',
  refusal: null,
  helped: true,
};

it.each<[Partial<Reboot>, string]>([
  [{}, 'For core, the ladder wanted a reboot: core does not come back. It came, and helped.'],
  [{ helped: false }, 'For core, the ladder wanted a reboot: core does not come back. It came, and did not help.'],
  [{ helped: null }, 'For core, the ladder wanted a reboot: core does not come back. It came.'],
  [
    { outcome: 'refused', refusal: 'It may not.', helped: null },
    'For core, the ladder wanted a reboot: core does not come back. It was refused: It may not.',
  ],
  [{ act: 'poweroff', by: 'alice (cli)', service: null }, 'alice (cli) wanted the power off. It came.'],
  [{ by: 'alice (cli)', service: null, outcome: 'asked' }, 'alice (cli) wanted a reboot. It has not come yet.'],
  [{ by: 'alice (cli)', service: null, outcome: 'did-not-come' }, 'alice (cli) wanted a reboot. It did not come.'],
  [{ by: null, service: null, reason: 'somebody else asked for it' }, 'Somebody else asked for it.'],
])('%o', (fields, words) => {
  expect(rebootWords({ ...ladders, ...fields })).toBe(words);
});

/** What the story of an incident says of the ladder. */
function done(...happenings: readonly Happening[]): string {
  const incident = begin({ id: '1', service: 'core', role: 'core', cause: { kind: 'exit', code: 1, signal: null }, at: 0 });
  return whatWasDone(happenings.reduce((grown, happening) => tellOn(grown, happening, 1_000), incident)).join(' ');
}

const rung = (name: string, act: 'taken' | 'skipped' = 'taken', reason: string | null = null): Happening => ({
  what: 'rung',
  act,
  rung: name,
  reason,
});

it('tells over the boot what was done, and whether it helped', () => {
  expect(done(rung('restart-exhibit'), rung('reboot'), { what: 'supervisor', rebooted: true }, { what: 'rung-helped' })).toBe(
    'When restarts did not help, the whole exhibit was restarted. When that did not help, the machine was rebooted. That helped. ' +
      'The supervisor went on with it after the machine had started again.',
  );
});

it('a reboot that was refused is no reboot', () => {
  expect(done(rung('reboot'), rung('reboot', 'skipped', 'It may not.'), rung('safe-mode'))).toBe(
    'When restarts did not help, the machine was to be rebooted. Reboot was left out: It may not. ' +
      'When restarts did not help, the exhibit went into safe mode.',
  );
});
