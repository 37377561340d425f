/** Who is at the screen, and who comes there by itself. Answers are those of systemd 252. */
import { describe, expect, test } from 'vitest';
import { automaticLogin } from '../../../electron/cli/doctor/checks/automatic-login.ts';
import { linger } from '../../../electron/cli/doctor/checks/linger.ts';
import { login } from '../../../electron/cli/doctor/checks/login.ts';
import { found, type Scene, SYSTEMD, scene, type Tree, wayland } from './scene.ts';

const session = (properties: string) => `${properties}\nRemote=no\n`.replaceAll(' ', '\n');
const AT_SCREEN = session('Type=wayland Class=user Active=yes Seat=seat0 Service=greetd LockedHint=no');

describe('the login', () => {
  test.each<[what: string, given: Scene, expected: string[]]>([
    [
      'at the screen',
      {
        says: {
          'loginctl show-user': 'Sessions=2 1\n',
          'loginctl show-session 2': AT_SCREEN,
          'loginctl show-session 1': session('Type=tty Class=user Active=yes Seat= Service=sshd LockedHint=no'),
        },
      },
      ['ok: Session 2 of kiosk (wayland, seat0) is logged in and in front, by greetd.'],
    ],
    [
      'behind something else',
      { says: { 'loginctl show-user': 'Sessions=2\n', 'loginctl show-session 2': AT_SCREEN.replace('Active=yes', 'Active=no') } },
      ['warning: Session 2 of kiosk (wayland, seat0) is not in front.'],
    ],
    [
      'locked',
      { says: { 'loginctl show-user': 'Sessions=2\n', 'loginctl show-session 2': AT_SCREEN.replace('LockedHint=no', 'LockedHint=yes') } },
      ['warning: Session 2 of kiosk (wayland, seat0) is locked.'],
    ],
    [
      'over ssh alone',
      {
        says: {
          'loginctl show-user': 'Sessions=4\n',
          'loginctl show-session 4': session('Type=tty Class=user Active=yes Seat= Service=sshd LockedHint=no'),
        },
      },
      ['warning: kiosk is logged in, but not at a screen: session 4 (tty, user).'],
    ],
    [
      'a login screen of its own',
      { says: { 'loginctl show-user': 'Sessions=c1\n', 'loginctl show-session c1': AT_SCREEN.replace('Class=user', 'Class=greeter') } },
      ['warning: kiosk is logged in, but not at a screen: session c1 (wayland, greeter).'],
    ],
    [
      'nowhere',
      { says: { 'loginctl show-user': new Error('Failed to get user: User ID 1000 is not logged in or lingering') } },
      ['warning: kiosk is not logged in.'],
    ],
    ['nowhere, while it lingers', { says: { 'loginctl show-user': 'Sessions=\n' } }, ['warning: kiosk is not logged in.']],
    [
      'nowhere, while a compositor runs',
      { session: wayland('sway'), says: { 'loginctl show-user': 'Sessions=\n' } },
      ['warning: kiosk is not logged in. A compositor of it runs all the same.'],
    ],
    [
      'unknown',
      { says: { loginctl: new Error('Failed to connect to bus: Host is down') } },
      ['warning: Whether kiosk is logged in cannot be asked: loginctl: Failed to connect to bus: Host is down.'],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await found(login, given)).toEqual(expected);
  });
});

describe('the automatic login', () => {
  const DM = '/etc/systemd/system/display-manager.service';
  const by = (name: string, more: Tree): Tree => ({ [DM]: `-> /lib/systemd/system/${name}.service`, ...more });

  test.each<[what: string, tree: Tree, expected: string]>([
    [
      'by greetd',
      by('greetd', {
        '/etc/greetd/config.toml': '[default_session]\nuser = "_greetd"\n[initial_session]\ncommand = "sway"\nuser = "kiosk"\n',
      }),
      'ok: After a boot greetd logs in kiosk by itself (/etc/greetd/config.toml).',
    ],
    [
      'not by greetd, whose login screen alone has a user',
      by('greetd', { '/etc/greetd/config.toml': '[default_session]\nuser = "kiosk"\n' }),
      'warning: After a boot greetd logs nobody in by itself.',
    ],
    [
      'by GNOME',
      by('gdm3', { '/etc/gdm3/daemon.conf': '[daemon]\nAutomaticLoginEnable = true\nAutomaticLogin = kiosk\n' }),
      'ok: After a boot gdm logs in kiosk by itself (/etc/gdm3/daemon.conf).',
    ],
    [
      'not by GNOME where it is a comment',
      by('gdm', { '/etc/gdm3/custom.conf': '[daemon]\n#AutomaticLoginEnable = true\nAutomaticLogin = kiosk\n' }),
      'warning: After a boot gdm logs nobody in by itself.',
    ],
    [
      'of somebody else',
      by('lightdm', { '/etc/lightdm/lightdm.conf': '[Seat:*]\nautologin-user=anna\n' }),
      'problem: After a boot lightdm logs in anna by itself (/etc/lightdm/lightdm.conf).',
    ],
    [
      'by SDDM, whose last file counts',
      by('sddm', { '/etc/sddm.conf': '[Autologin]\nUser=anna\n', '/etc/sddm.conf.d/60-own.conf': '[Autologin]\nUser=kiosk\n' }),
      'ok: After a boot sddm logs in kiosk by itself (/etc/sddm.conf.d/60-own.conf).',
    ],
    [
      'on the console',
      {
        '/etc/systemd/system/getty@tty1.service.d/autologin.conf':
          '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin kiosk --noclear %I $TERM\n',
      },
      'ok: After a boot the console logs in kiosk by itself (/etc/systemd/system/getty@tty1.service.d/autologin.conf).',
    ],
    [
      'by the session that install makes',
      { '/etc/systemd/system/graphical.target.wants/invigil-session@kiosk.service': '' },
      'ok: After a boot the console logs in kiosk by itself (/etc/systemd/system/graphical.target.wants/invigil-session@kiosk.service).',
    ],
    [
      'not by a console that a login manager hides',
      by('gdm', { '/etc/systemd/system/getty@tty1.service.d/a.conf': '[Service]\nExecStart=-/sbin/agetty --autologin kiosk\n' }),
      'warning: After a boot gdm logs nobody in by itself.',
    ],
    ['nowhere', {}, 'warning: After a boot the console logs nobody in by itself.'],
    ['unknown', by('lxdm', {}), 'warning: Whether lxdm logs kiosk in by itself cannot be read from here.'],
  ])('%s', async (_, tree, expected) => {
    expect(await found(automaticLogin, { tree })).toEqual([expected]);
  });
});

describe('lingering', () => {
  test('is there, or mended for the account itself', async () => {
    expect(await found(linger, { tree: { ...SYSTEMD, '/var/lib/systemd/linger/kiosk': '' } })).toEqual([
      'ok: kiosk lingers: its services start at boot and survive a logout.',
    ]);
    const [missing] = await linger(scene({ tree: SYSTEMD, says: { 'loginctl enable-linger': '' } }));
    expect(missing).toMatchObject({ level: 'warning', found: 'kiosk does not linger.', todo: 'loginctl enable-linger kiosk' });
    expect(await missing?.fix?.()).toBe('kiosk lingers now.');
    const [refused] = await linger(scene({ tree: SYSTEMD, says: { loginctl: new Error('Access denied') } }));
    await expect(refused?.fix?.()).rejects.toThrow('loginctl: Access denied. Type: sudo loginctl enable-linger kiosk');
  });

  test('is nothing where there is no systemd', async () => {
    expect(await found(linger)).toEqual([]);
  });
});
