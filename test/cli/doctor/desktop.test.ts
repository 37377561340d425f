/** What of the desktop would come between visitors and the picture. */
import { describe, expect, test } from 'vitest';
import { blanking } from '../../../electron/cli/doctor/checks/blanking.ts';
import { popUps } from '../../../electron/cli/doctor/checks/pop-ups.ts';
import { updates } from '../../../electron/cli/doctor/checks/updates.ts';
import { found, type Scene, scene, wayland, X11 } from './scene.ts';

const LOGIND = 'busctl get-property';
const QUIET = { [LOGIND]: 's "ignore"' };
const GNOME = wayland('gnome-shell');
const IDLE = 'org.gnome.desktop.session idle-delay';
const LOCK = 'org.gnome.desktop.screensaver lock-enabled';
const BANNERS = 'org.gnome.desktop.notifications show-banners';
const NOTHING = ['ok: Nothing here blanks or locks the screen.'];
const KDE = { session: wayland('kwin_wayland'), says: QUIET };

describe('the screen goes dark', () => {
  test.each<[what: string, given: Scene, expected: string[]]>([
    ['nowhere', { session: wayland('labwc'), says: QUIET }, NOTHING],
    [
      'by swayidle',
      { session: wayland('sway'), says: QUIET, runs: { swayidle: 'swayidle timeout 300' } },
      ['warning: swayidle runs: swayidle timeout 300.'],
    ],
    [
      'by GNOME',
      { session: GNOME, says: QUIET, settings: { [IDLE]: 'uint32 300', [LOCK]: 'true' } },
      [
        `warning: GNOME blanks the screen when nobody touches it: ${IDLE} is uint32 300.`,
        `warning: GNOME locks the screen: ${LOCK} is true.`,
      ],
    ],
    ['not by GNOME that is told not to', { session: GNOME, says: QUIET, settings: { [IDLE]: 'uint32 0', [LOCK]: 'false' } }, NOTHING],
    [
      'who knows, in GNOME without gsettings',
      { session: GNOME, says: QUIET },
      ["warning: GNOME's settings cannot be asked: gsettings is not installed (package libglib2.0-bin)."],
    ],
    [
      'not by the settings of a GNOME that is not on the screen',
      { session: wayland('sway'), says: QUIET, settings: { [IDLE]: 'uint32 300' } },
      NOTHING,
    ],
    [
      'by KDE as it comes',
      KDE,
      ['warning: KDE locks the screen when nobody touches it.', 'warning: KDE switches the screen off when nobody touches it.'],
    ],
    [
      'not by Plasma 6 that is told not to',
      {
        ...KDE,
        tree: {
          '/home/kiosk/.config/kscreenlockerrc': '[Daemon]\nAutolock=false\n',
          '/home/kiosk/.config/powerdevilrc': '[AC][Display]\nTurnOffDisplayWhenIdle=false\n',
        },
      },
      NOTHING,
    ],
    [
      'by Plasma 5 that has a time for it',
      {
        ...KDE,
        tree: {
          '/home/kiosk/.config/kscreenlockerrc': '[Daemon]\nAutolock=false\n',
          '/home/kiosk/.config/powermanagementprofilesrc': '[AC][DPMSControl]\nidleTime=600\n',
        },
      },
      ['warning: KDE switches the screen off when nobody touches it.'],
    ],
    [
      'by X11',
      { session: X11, says: { ...QUIET, 'xset q': '  timeout:  600    cycle:  600\n  DPMS is Enabled\n' } },
      ['warning: X11 blanks the screen after 600 s and switches the screen off (DPMS).'],
    ],
    ['not by X11 that is told not to', { session: X11, says: { ...QUIET, 'xset q': '  timeout:  0\n  DPMS is Disabled\n' } }, NOTHING],
    [
      'who knows, on X11 without xset',
      { session: X11, says: QUIET },
      ['warning: The screen saver of X11 cannot be asked: xset: it is not installed.'],
    ],
    [
      'by logind',
      { session: wayland('sway'), says: { [LOGIND]: 's "suspend"' } },
      ['warning: When nobody touches it, the machine does: suspend (IdleAction of logind).'],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await found(blanking, given)).toEqual(expected);
  });

  test("GNOME's settings are mended by --fix, with the old value saved for restore", async () => {
    const place = scene({ session: GNOME, says: QUIET, settings: { [IDLE]: 'uint32 300' } });
    const [finding] = await blanking(place);
    expect(await finding?.fix?.()).toBe(`${IDLE}: uint32 300 is uint32 0 now. \`invigil desktop restore\` puts the old value back.`);
    expect((await place.desk.load()).settings).toEqual([expect.objectContaining({ key: 'idle-delay', was: 'uint32 300' })]);
    expect((await blanking(place)).map(({ level }) => level)).toEqual(['ok']);
    // Twice does no harm.
    expect(await finding?.fix?.()).toContain('already');
  });
});

describe('pop-ups', () => {
  test.each<[what: string, given: Scene, expected: string[]]>([
    ['none', { session: wayland('sway') }, ['ok: Nothing known here shows notifications or windows of its own.']],
    ['unknown without a session', {}, []],
    [
      'a program that tells of updates',
      { session: GNOME, settings: { [BANNERS]: 'false' }, runs: { 'update-notifier': 'update-notifier' } },
      ['warning: update-notifier runs.'],
    ],
    [
      "GNOME's banners",
      { session: GNOME, settings: { [BANNERS]: 'true' } },
      [`warning: GNOME shows notifications over the exhibit: ${BANNERS} is true.`],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await found(popUps, given)).toEqual(expected);
  });
});

describe('updates restart the machine', () => {
  const FILE = '/etc/apt/apt.conf.d/50unattended-upgrades';
  const LATER = '/etc/apt/apt.conf.d/99-own';
  const ON = 'Unattended-Upgrade::Automatic-Reboot "true";\n';

  test.each<[what: string, tree: NonNullable<Scene['tree']>, expected: string]>([
    ['not where nothing is said', {}, 'ok: No update restarts the machine by itself.'],
    ['not where it is a comment', { [FILE]: `//${ON}` }, 'ok: No update restarts the machine by itself.'],
    ['at any time', { [FILE]: ON }, 'warning: Updates restart the machine by themselves, as soon as they are there.'],
    [
      'at a time',
      { [FILE]: `${ON}Unattended-Upgrade::Automatic-Reboot-Time "04:00";\n` },
      'ok: Updates restart the machine by themselves, at 04:00.',
    ],
    [
      'not where a later file says no',
      { [FILE]: ON, [LATER]: 'Unattended-Upgrade::Automatic-Reboot "false";\n' },
      'ok: No update restarts the machine by itself.',
    ],
  ])('%s', async (_, tree, expected) => {
    expect(await found(updates, { tree })).toEqual([expected]);
  });
});
