import { describe, expect, test } from 'vitest';
import { blanking } from '../../../electron/cli/doctor/checks/blanking.ts';
import { clock } from '../../../electron/cli/doctor/checks/clock.ts';
import { compositor } from '../../../electron/cli/doctor/checks/compositor.ts';
import { electron } from '../../../electron/cli/doctor/checks/electron.ts';
import { keys, waysOut } from '../../../electron/cli/doctor/checks/keys.ts';
import { tools } from '../../../electron/cli/doctor/checks/tools.ts';
import { waysIn } from '../../../electron/cli/doctor/checks/ways-in.ts';
import type { Check } from '../../../electron/cli/doctor/finding.ts';
import type { Place } from '../../../electron/cli/doctor/place.ts';
import type { Session } from '../../../electron/cli/doctor/session.ts';
import { exhibitOf } from '../../config/support.ts';

const wayland = (name: string | null): Session => ({ kind: 'wayland', socket: '/nowhere/wayland-1', compositor: name });
const X11: Session = { kind: 'x11', display: ':0' };

interface Scene extends Partial<Omit<Place, 'ask'>> {
  /** What programs say, by the beginning of their command line; others are not installed. */
  readonly says?: Readonly<Record<string, string>>;
}

function scene({ says = {}, ...more }: Scene = {}): Place {
  return {
    exhibit: null,
    session: null,
    environment: {},
    running: () => [],
    async ask(...command) {
      const line = command.join(' ');
      const answer = Object.entries(says).find(([begin]) => line.startsWith(begin))?.[1];
      return answer === undefined ? { ok: false, missing: true, words: 'ENOENT' } : { ok: true, output: answer };
    },
    ...more,
  };
}

/** `warning: GNOME locks the screen.`, one a line. */
async function found(check: Check, given: Scene = {}): Promise<string[]> {
  return (await check(scene(given))).map(({ level, found }) => `${level}: ${found}`);
}

const exhibit = (services: string) => exhibitOf(`schema = 1\nexhibit.name = "a"\n${services}`);
const PROGRAM = exhibit('[service.wall]\nrole = "display"\ncommand = "a"\noutput = "HDMI-A-1"\n');

describe('the screen goes dark', () => {
  const LOGIND = 'busctl get-property';
  const QUIET = { [LOGIND]: 's "ignore"' };

  test.each<[what: string, given: Scene, expected: string[]]>([
    ['nowhere', { session: wayland('labwc'), says: QUIET }, ['ok: Nothing here blanks or locks the screen.']],
    [
      'by swayidle',
      {
        session: wayland('sway'),
        says: QUIET,
        running: (name) => (name === 'swayidle' ? [{ pid: 7, command: ['swayidle', 'timeout', '300'] }] : []),
      },
      ['warning: swayidle runs: swayidle timeout 300.'],
    ],
    [
      'by GNOME',
      {
        session: wayland('gnome-shell'),
        says: {
          ...QUIET,
          'gsettings get org.gnome.desktop.session idle-delay': 'uint32 300\n',
          'gsettings get org.gnome.desktop.screensaver': 'true\n',
        },
      },
      ['warning: GNOME blanks the screen after 300 s.', 'warning: GNOME locks the screen.'],
    ],
    [
      'by X11',
      { session: X11, says: { ...QUIET, 'xset q': '  timeout:  600    cycle:  600\n  DPMS is Enabled\n' } },
      ['warning: X11 blanks the screen after 600 s and switches the screen off (DPMS).'],
    ],
    [
      'not by X11 that is told not to',
      { session: X11, says: { ...QUIET, 'xset q': '  timeout:  0\n  DPMS is Disabled\n' } },
      ['ok: Nothing here blanks or locks the screen.'],
    ],
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
});

describe('ways out by the keys of sway', () => {
  test('are its bindings, with variables filled in, but for the overlay', () => {
    const config = [
      'set $mod Mod4',
      'set $term foot',
      '# bindsym $mod+x exit',
      'bindsym $mod+Return exec $term',
      '  bindsym --locked --to-code $mod+Shift+e exit',
      'bindcode 121 exec pactl set-sink-mute 0 toggle',
      'bindsym Ctrl+Alt+i exec invigil overlay',
      'mode "resize" {',
      '  bindsym Left resize shrink width 10px',
      '}',
      'bindsym --release {',
      '  Print exec grim',
      '}',
      'output * bg #000000 solid_color',
    ].join('\n');
    expect(waysOut(config)).toEqual([
      'Mod4+Return (exec foot)',
      'Mod4+Shift+e (exit)',
      '121 (exec pactl set-sink-mute 0 toggle)',
      'Left (resize shrink width 10px)',
      'Print (exec grim)',
    ]);
  });

  test('of another compositor are not known', async () => {
    expect(await found(keys, { session: wayland('labwc') })).toEqual(['warning: The keys of labwc cannot be read from here.']);
    expect(await found(keys)).toEqual([]);
  });
});

describe('the session', () => {
  test('is missed, named, and told apart by whether it places windows', async () => {
    expect(await found(compositor)).toEqual(['warning: Nobody of this account is logged in at a screen.']);
    expect(await found(compositor, { session: wayland('labwc') })).toEqual(['ok: The session is Wayland, the compositor labwc.']);
    expect(await found(compositor, { session: wayland('labwc'), exhibit: PROGRAM })).toEqual([
      'ok: The session is Wayland, the compositor labwc.',
      'warning: Windows are placed by `output` on sway only, not in labwc.',
    ]);
    expect(await found(compositor, { session: X11, exhibit: PROGRAM })).toEqual([
      'ok: The session is X11 (:0).',
      'warning: Windows are placed by `output` on sway only, not in an X11 session.',
    ]);
  });
});

describe('the rest', () => {
  test('the clock', async () => {
    expect(await found(clock, { says: { timedatectl: 'NTP=yes\nNTPSynchronized=yes\n' } })).toEqual([
      'ok: The clock is kept right over the network.',
    ]);
    const [off] = await clock(scene({ says: { timedatectl: 'NTP=no\nNTPSynchronized=no\n' } }));
    expect(off).toMatchObject({ level: 'warning', todo: 'timedatectl set-ntp true' });
    expect(await found(clock)).toEqual(['warning: Whether the clock is kept right cannot be asked: timedatectl: it is not installed.']);
  });

  test('programs that help', async () => {
    expect(await found(tools, { environment: { PATH: '/nowhere' } })).toEqual([
      'warning: grim is not installed.',
      'warning: pactl is not installed.',
    ]);
    expect(await found(tools, { environment: { PATH: '/nowhere' }, session: X11 })).toEqual(['warning: pactl is not installed.']);
  });

  test('Electron is asked for only where something is shown', async () => {
    expect(await found(electron, { exhibit: exhibit('[service.core]\ncommand = "a"\n') })).toEqual([]);
    const own = { HOME: '/nowhere', INVIGIL_ELECTRON: process.execPath };
    expect(await found(electron, { exhibit: PROGRAM, environment: own })).toEqual([expect.stringMatching(/^ok: Electron .* is there\.$/)]);
  });

  test('staff get in by keys over pages only, and by a PIN only', async () => {
    expect(await found(waysIn, { exhibit: PROGRAM })).toEqual([
      expect.stringMatching(/^warning: service\.wall is a program of its own/),
      'warning: Nobody can sign in on the screen: no [[access]] has a pin.',
    ]);
  });
});
