/** The machine below: what it draws, sounds and stores with, and what feeds it. */
import { describe, expect, test } from 'vitest';
import { conditions } from '../../../electron/cli/doctor/checks/conditions.ts';
import { graphics } from '../../../electron/cli/doctor/checks/graphics.ts';
import { journal } from '../../../electron/cli/doctor/checks/journal.ts';
import { memory } from '../../../electron/cli/doctor/checks/memory.ts';
import { powerSupply } from '../../../electron/cli/doctor/checks/power-supply.ts';
import { sound } from '../../../electron/cli/doctor/checks/sound.ts';
import { wear } from '../../../electron/cli/doctor/checks/wear.ts';
import { xwayland } from '../../../electron/cli/doctor/checks/xwayland.ts';
import { exhibit, found, PAGE, PROGRAM, type Scene, SILENT, SYSTEMD, scene, type Tree, wayland, X11 } from './scene.ts';

describe('graphics', () => {
  const NODE = '/dev/dri/renderD128';

  test.each<[what: string, given: Scene, expected: string[]]>([
    ['are open to the account', { exhibit: PAGE, tree: { [NODE]: '' } }, [`ok: kiosk may draw with ${NODE}.`]],
    ['are closed to it', { exhibit: PAGE, tree: { [NODE]: { closed: true, gid: 105 } } }, [`warning: kiosk may not draw with ${NODE}.`]],
    ['are missing', { exhibit: PROGRAM }, ['warning: There is no graphics card that could draw (/dev/dri/renderD*).']],
    ['do not matter where nothing is shown', { exhibit: SILENT }, []],
  ])('%s', async (_, given, expected) => {
    expect(await found(graphics, given)).toEqual(expected);
  });

  test('their group is named', async () => {
    const [finding] = await graphics(scene({ tree: { [NODE]: { closed: true, gid: 105 }, '/etc/group': 'video:x:44:\nrender:x:105:\n' } }));
    expect(finding?.todo).toContain('usermod -aG render kiosk');
  });
});

describe('wear', () => {
  const card = (files: Readonly<Record<string, string>>): Tree =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`/sys/block/mmcblk0/device/${name}`, `${text}\n`]));
  const emmc = (life: string, reserve: string) => card({ type: 'MMC', name: 'DG4016', life_time: life, pre_eol_info: reserve });

  test.each<[what: string, tree: Tree, expected: string[]]>([
    ['of no card', { '/sys/block/sda/size': '1' }, []],
    ['of an SD card', card({ type: 'SD', name: 'SC32G' }), ['ok: SC32G (/dev/mmcblk0) is an SD card, which does not tell how worn it is.']],
    ['of a young eMMC', emmc('0x02 0x01', '0x01'), ['ok: DG4016 (/dev/mmcblk0) has used up to 20 % of its life.']],
    ['of an old one', emmc('0x02 0x09', '0x01'), ['warning: DG4016 (/dev/mmcblk0) has used up to 90 % of its life.']],
    ['of one whose reserve goes', emmc('0x02 0x02', '0x02'), ['warning: DG4016 (/dev/mmcblk0) has used up to 20 % of its life.']],
    ['of one past its life', emmc('0x0b 0x02', '0x01'), ['problem: DG4016 (/dev/mmcblk0) has used more than all of its life.']],
    ['of one that does not tell', emmc('0x00 0x00', '0x00'), ['ok: DG4016 (/dev/mmcblk0) does not tell how worn it is.']],
  ])('%s', async (_, tree, expected) => {
    expect(await found(wear, { tree })).toEqual(expected);
  });
});

describe('memory', () => {
  const machine = (totalKb: number, availableKb: number, swaps = ''): Scene => ({
    exhibit: PAGE,
    tree: {
      '/proc/meminfo': `MemTotal:  ${totalKb} kB\nMemFree: 1 kB\nMemAvailable:  ${availableKb} kB\n`,
      '/proc/swaps': `Filename\tType\tSize\tUsed\tPriority\n${swaps}`,
    },
  });

  test.each<[what: string, given: Scene, expected: string[]]>([
    ['is enough', machine(4_000_000, 3_000_000), ['ok: 3072 MB of 4096 MB of memory are free.', 'ok: There is no swap.']],
    ['is used up', machine(4_000_000, 300_000), ['warning: 307 MB of 4096 MB of memory are free.', 'ok: There is no swap.']],
    ['is little for a page', machine(500_000, 400_000), ['warning: 410 MB of 512 MB of memory are free.', 'ok: There is no swap.']],
    [
      'is enough for a program',
      { ...machine(500_000, 400_000), exhibit: SILENT },
      ['ok: 410 MB of 512 MB of memory are free.', 'ok: There is no swap.'],
    ],
    [
      'goes to a card',
      machine(4_000_000, 3_000_000, '/dev/mmcblk0p3 partition 1 0 -2\n'),
      ['ok: 3072 MB of 4096 MB of memory are free.', 'warning: Swap is on a card (/dev/mmcblk0p3).'],
    ],
    [
      'is packed',
      machine(4_000_000, 3_000_000, '/dev/zram0 partition 1 0 100\n'),
      ['ok: 3072 MB of 4096 MB of memory are free.', 'ok: Swap is at /dev/zram0.'],
    ],
    ['cannot be read', {}, ['warning: How much memory there is cannot be read (/proc/meminfo).']],
  ])('%s', async (_, given, expected) => {
    expect(await found(memory, given)).toEqual(expected);
  });
});

describe('the power supply', () => {
  const PI: Tree = { '/proc/device-tree/model': 'Raspberry Pi 4 Model B Rev 1.4\0' };
  const says = (bits: string): Scene => ({ tree: PI, says: { vcgencmd: `throttled=${bits}\n` } });
  const sensor = (alarm: string): Scene => ({
    tree: {
      ...PI,
      '/sys/class/hwmon/hwmon0/name': 'cpu_thermal\n',
      '/sys/class/hwmon/hwmon1/name': 'rpi_volt\n',
      '/sys/class/hwmon/hwmon1/in0_lcrit_alarm': `${alarm}\n`,
    },
  });

  test.each<[what: string, given: Scene, expected: string[]]>([
    ['of another machine', { tree: { '/proc/device-tree/model': 'Pine64\0' } }, []],
    ['is good', says('0x0'), ['ok: Voltage and temperature have been all right since the boot.']],
    ['is weak', says('0x50005'), ['warning: The voltage is too low.']],
    ['was weak', says('0x50000'), ['warning: The voltage was too low at least once since the boot.']],
    ['does not matter to a hot processor', says('0x40000'), ['warning: The processor was slowed down because it was too hot.']],
    ['is told by the kernel where vcgencmd is not', sensor('0'), ['ok: The voltage is all right.']],
    ['is weak, says the kernel', sensor('1'), ['warning: The voltage is too low.']],
    ['cannot be asked for', { tree: PI }, ['warning: The power supply cannot be asked: vcgencmd: it is not installed.']],
  ])('%s', async (_, given, expected) => {
    expect(await found(powerSupply, given)).toEqual(expected);
  });
});

describe('the sound', () => {
  const AUDIO = exhibit('[service.audio]\ncommand = "a"\n');
  const at = (volume_percent: number, muted = false) => ({ available: true, sink: 'HDMI', volume_percent, muted }) as const;

  test.each<[what: string, given: Scene, expected: string[]]>([
    ['is heard', { sound: at(80) }, ['ok: The sound goes to HDMI, 80 %.']],
    ['is muted', { sound: at(80, true) }, ['warning: The sound is muted (HDMI, 80 %).']],
    ['is turned down', { sound: at(4) }, ['warning: The sound is turned down (HDMI, 4 %).']],
    ['is missed', { exhibit: AUDIO }, ['warning: There is no sound: There is no server.']],
    ['is not needed', { exhibit: SILENT }, ['ok: There is no sound: There is no server.']],
  ])('%s', async (_, given, expected) => {
    expect(await found(sound, given)).toEqual(expected);
  });
});

describe('what services wait for', () => {
  const WAITING = exhibit(
    '[service.core]\ncommand = "a"\nwait_for = ["network", "sound", { device = "/dev/video0" }, { tcp = "led.local:80" }]\n[service.other]\ncommand = "b"\nwait_for = ["network"]\n',
  );

  test('is there', async () => {
    expect(await found(conditions, { exhibit: WAITING })).toEqual([
      'ok: network: it is there.',
      'ok: device /dev/video0: it is there.',
      'ok: tcp led.local:80: it is there.',
    ]);
    expect(await found(conditions)).toEqual([]);
  });

  test('is not there: who waits, and how it comes', async () => {
    const tree: Tree = { '/dev/video0': { closed: true, gid: 44 }, '/etc/group': 'video:x:44:\n' };
    const lacks = { network: 'no default route', device: 'it may be neither read nor written by this user', tcp: 'connection refused' };
    const findings = await conditions(scene({ exhibit: WAITING, tree, lacks }));
    expect(findings.map(({ level, found, means, todo }) => [level, found, means, todo])).toEqual([
      ['warning', 'network: no default route.', 'core and other waits for it.', expect.stringContaining('ip route')],
      ['warning', expect.stringContaining('device /dev/video0'), 'core waits for it.', 'sudo usermod -aG video kiosk, and log in anew.'],
      ['warning', 'tcp led.local:80: connection refused.', 'core waits for it.', expect.stringContaining('nc -vz led.local 80')],
    ]);
    const unplugged = await conditions(scene({ exhibit: WAITING, lacks }));
    expect(unplugged[1]?.todo).toBe('Plug it in; ls /dev shows what is there.');
  });
});

describe('Xwayland', () => {
  const OLD = exhibit('[service.wall]\nrole = "display"\ncommand = "a"\nenvironment = { QT_QPA_PLATFORM = "xcb" }\n');
  const environment = { PATH: '/usr/bin' };

  test.each<[what: string, given: Scene, expected: string[]]>([
    [
      'is there',
      { exhibit: OLD, session: wayland('sway'), environment, tree: { '/usr/bin/Xwayland': '' } },
      ['ok: Xwayland is there, for displays that speak X11.'],
    ],
    ['is missed', { exhibit: OLD, session: wayland('sway'), environment }, ['warning: Xwayland is not installed.']],
    ['may be missed', { exhibit: PROGRAM, session: wayland('sway'), environment }, ['ok: Xwayland is not installed.']],
    ['is nothing for pages', { exhibit: PAGE, session: wayland('sway'), environment }, []],
    ['is nothing on X11', { exhibit: OLD, session: X11, environment }, []],
  ])('%s', async (_, given, expected) => {
    expect(await found(xwayland, given)).toEqual(expected);
  });
});

describe('the journal', () => {
  const says = { 'journalctl --disk-usage': 'Archived and active journals take up 48.0M in the file system.\n' };
  const SMALL = 'ok: The journal takes 48.0 MB.';
  const KEPT = 'ok: The journal is kept over a boot, and this account reads its own part.';

  test.each<[what: string, given: Scene, expected: string[]]>([
    ['is kept', { says, tree: { ...SYSTEMD, '/var/log/journal/1/system.journal': '' } }, [KEPT, SMALL]],
    ['is not kept', { says, tree: SYSTEMD }, ['warning: The journal is kept in memory only (Storage=auto).', SMALL]],
    [
      'is not kept on Raspberry Pi OS',
      {
        says,
        tree: {
          ...SYSTEMD,
          '/var/log/journal/1/a': '',
          '/usr/lib/systemd/journald.conf.d/40-rpi-volatile-storage.conf': '[Journal]\nStorage=volatile\n',
        },
      },
      ['warning: The journal is kept in memory only (Storage=volatile).', SMALL],
    ],
    [
      'is kept there by a later file',
      {
        says,
        tree: {
          ...SYSTEMD,
          '/usr/lib/systemd/journald.conf.d/40-rpi-volatile-storage.conf': '[Journal]\nStorage=volatile\n',
          '/etc/systemd/journald.conf.d/60-invigil.conf': '[Journal]\nStorage=persistent\n',
        },
      },
      [KEPT, SMALL],
    ],
    [
      'is off',
      { says, tree: { ...SYSTEMD, '/etc/systemd/journald.conf': '[Journal]\nStorage=none\n' } },
      ['warning: The journal is switched off (Storage=none).', SMALL],
    ],
    [
      'is large',
      {
        says: { journalctl: 'Archived and active journals take up 3.9G in the file system.' },
        tree: { ...SYSTEMD, '/var/log/journal/1/a': '' },
      },
      [KEPT, 'warning: The journal takes 3.9 GB.'],
    ],
    [
      'cannot be asked for',
      { tree: { ...SYSTEMD, '/var/log/journal/1/a': '' } },
      [KEPT, 'warning: The size of the journal cannot be asked: journalctl: it is not installed.'],
    ],
    ['is nothing without systemd', {}, []],
  ])('%s', async (_, given, expected) => {
    expect(await found(journal, given)).toEqual(expected);
  });
});
