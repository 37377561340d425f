/** What starts the supervisor and watches over it. Answers are those of systemd 252. */
import { describe, expect, test } from 'vitest';
import { hardwareWatchdog } from '../../../electron/cli/doctor/checks/hardware-watchdog.ts';
import { reboot } from '../../../electron/cli/doctor/checks/reboot.ts';
import { unit } from '../../../electron/cli/doctor/checks/unit.ts';
import { watchdog } from '../../../electron/cli/doctor/checks/watchdog.ts';
import { found, type Scene, SILENT, SYSTEMD, type Tree } from './scene.ts';

const GOOD = [
  'LoadState=loaded',
  'UnitFileState=enabled',
  'ActiveState=active',
  'Result=success',
  'NRestarts=0',
  'FragmentPath=/usr/lib/systemd/user/invigil@.service',
  'DropInPaths=',
  'ExecStart={ path=/usr/bin/invigil ; argv[]=/usr/bin/invigil -e a run ; ignore_errors=no }',
  'NeedDaemonReload=no',
].join('\n');
const HERE: Tree = { ...SYSTEMD, '/usr/bin/invigil': '' };
const shown = (output: string | Error): Scene => ({
  exhibit: SILENT,
  tree: HERE,
  says: { 'systemctl --user show invigil@a.service': output },
});
const ENABLED = 'ok: invigil@a.service is enabled (/usr/lib/systemd/user/invigil@.service).';
const ACTIVE = 'ok: invigil@a.service is active.';

describe('the unit', () => {
  test.each<[what: string, given: Scene, expected: string[]]>([
    ['runs', shown(GOOD), [ENABLED, ACTIVE]],
    ['is missing', shown('LoadState=not-found\nActiveState=inactive\n'), ['warning: There is no unit invigil@a.service.']],
    ['is broken', shown('LoadState=bad-setting\n'), ['problem: invigil@a.service cannot be loaded (bad-setting).']],
    [
      'is not enabled',
      shown(GOOD.replace('UnitFileState=enabled', 'UnitFileState=disabled')),
      ['warning: invigil@a.service is disabled.', ACTIVE],
    ],
    [
      'has failed',
      shown(GOOD.replace('=active', '=failed').replace('=success', '=watchdog')),
      [ENABLED, 'problem: invigil@a.service has failed (watchdog).'],
    ],
    ['does not run', shown(GOOD.replace('=active', '=inactive')), [ENABLED, 'warning: invigil@a.service does not run.']],
    [
      'was restarted',
      shown(GOOD.replace('NRestarts=0', 'NRestarts=3')),
      [ENABLED, 'ok: invigil@a.service is active; systemd has restarted it 3 times since it was started.'],
    ],
    [
      'starts what is not there',
      { ...shown(GOOD), tree: SYSTEMD },
      [ENABLED, 'problem: invigil@a.service starts /usr/bin/invigil, which is not there.', ACTIVE],
    ],
    [
      'is changed by hand',
      shown(GOOD.replace('DropInPaths=', 'DropInPaths=/a/b.conf').replace('Reload=no', 'Reload=yes')),
      [
        ENABLED,
        ACTIVE,
        'ok: invigil@a.service is changed by /a/b.conf.',
        'warning: invigil@a.service was changed on the disk and not read again.',
      ],
    ],
    [
      'cannot be asked for',
      shown(new Error('Failed to connect to bus: No medium found')),
      ['warning: The service manager of kiosk cannot be asked: systemctl: Failed to connect to bus: No medium found.'],
    ],
    ['is nothing without systemd', { exhibit: SILENT }, ['warning: This machine is not run by systemd.']],
    ['is nothing without an exhibit', { tree: HERE }, []],
  ])('%s', async (_, given, expected) => {
    expect(await found(unit, given)).toEqual(expected);
  });
});

describe('the watchdog of the unit', () => {
  const WATCHED = 'LoadState=loaded\nType=notify\nNotifyAccess=main\nWatchdogUSec=10s\n';

  test.each<[what: string, output: string | Error, expected: string[]]>([
    ['is on', WATCHED, ['ok: systemd restarts a supervisor that is silent for 10s.']],
    ['is off', WATCHED.replace('10s', '0'), ['warning: invigil@a.service has no watchdog.']],
    [
      'hears nothing',
      WATCHED.replace('main', 'none'),
      ['warning: invigil@a.service has a watchdog of 10s, but takes no signs of life (Type=notify, NotifyAccess=none).'],
    ],
    ['is not asked for where there is no unit', 'LoadState=not-found\n', []],
    ['cannot be asked for', new Error('no bus'), ['warning: The watchdog of invigil@a.service cannot be asked: systemctl: no bus.']],
  ])('%s', async (_, output, expected) => {
    expect(await found(watchdog, shown(output))).toEqual(expected);
  });
});

describe('the watchdog of the machine', () => {
  const DEVICE: Tree = { ...SYSTEMD, '/dev/watchdog': '' };
  const fed = (value: string) => ({ tree: DEVICE, says: { 'systemctl show': `RuntimeWatchdogUSec=${value}\n` } });

  test.each<[what: string, given: Scene, expected: string[]]>([
    ['is fed', fed('14s'), ['ok: The hardware watchdog resets the machine when systemd is silent for 14s.']],
    ['is not fed', fed('0'), ['warning: Nobody feeds the hardware watchdog, so it is off.']],
    ['is not there', { tree: SYSTEMD }, ['ok: The machine has no hardware watchdog, or no driver of it.']],
    [
      'cannot be asked for',
      { tree: DEVICE },
      ['warning: Whether the hardware watchdog is fed cannot be asked: systemctl: it is not installed.'],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await found(hardwareWatchdog, given)).toEqual(expected);
  });
});

describe('reboot and power-off', () => {
  const answers = (canReboot: string, canPowerOff: string, tree: Tree = {}): Scene => {
    const manager = 'busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager';
    return { tree, says: { [`${manager} CanReboot`]: `s "${canReboot}"\n`, [`${manager} CanPowerOff`]: `s "${canPowerOff}"\n` } };
  };

  test.each<[what: string, given: Scene, expected: string[]]>([
    [
      'are allowed',
      answers('yes', 'yes', { '/usr/share/polkit-1/rules.d/60-invigil.rules': '' }),
      [
        'ok: kiosk may reboot the machine.',
        'ok: kiosk may switch the machine off.',
        'ok: The rule of polkit is there: /usr/share/polkit-1/rules.d/60-invigil.rules.',
      ],
    ],
    [
      'need a password, or cannot be',
      answers('challenge', 'na'),
      [
        'warning: kiosk may not reboot the machine unasked (logind says: challenge).',
        'warning: This machine cannot switch itself off, says logind.',
      ],
    ],
    ['cannot be asked for', {}, ['warning: Whether kiosk may reboot the machine cannot be asked: busctl: it is not installed.']],
  ])('%s', async (_, given, expected) => {
    expect(await found(reboot, given)).toEqual(expected);
  });
});
