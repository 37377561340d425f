import { describe, expect, test } from 'vitest';
import { clock } from '../../../electron/cli/doctor/checks/clock.ts';
import { compositor } from '../../../electron/cli/doctor/checks/compositor.ts';
import { electron } from '../../../electron/cli/doctor/checks/electron.ts';
import { keys, waysOut } from '../../../electron/cli/doctor/checks/keys.ts';
import { tools } from '../../../electron/cli/doctor/checks/tools.ts';
import { waysIn } from '../../../electron/cli/doctor/checks/ways-in.ts';
import { exhibit, found, PROGRAM, scene, wayland, X11 } from './scene.ts';

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
