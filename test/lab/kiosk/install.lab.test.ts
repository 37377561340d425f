import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { describeWith } from '../../support/needs.ts';
import { missingPrograms } from '../../support/programs.ts';
import { missingForBox, runInBox } from '../kiosk-box.ts';

/** A picture without a browser: a bar in this colour at the top of the screen. */
const exhibit = (name: string, colour: string) => `schema = 1
[exhibit]
name = "${name}"
title = "The ${name} room"
colour = "#204060"
[service.display]
command = "swaynag --layer overlay --background ${colour} --message ${name}"
`;

/** The compositor has no screen and no keyboard here; a real machine has both. */
const HEADLESS = 'WLR_BACKENDS=headless\nWLR_RENDERER=pixman\nWLR_LIBINPUT_NO_DEVICES=1\nLIBSEAT_BACKEND=noop\n';

const STEPS = `#!/bin/bash
set -eu
invigil=/checkout/bin/invigil
waiting_for() { for _ in $(seq 900); do "$@" && return; sleep 0.1; done; echo "in vain: $*"; return 1; }
# Names, kinds, modes, owners and link targets of everything that an installation could touch.
list() { find /etc /home /srv /opt /usr/local /var/lib -xdev \\( -path /var/lib/systemd/timers -o -path /var/lib/box-boots -o -path /var/lib/private \\) -prune -o -printf '%p %y %m %U %l\\n' | sort; }
contents() { md5sum /etc/greetd/config.toml /etc/passwd /etc/shadow /etc/group | sort; }
runtime() { echo "/run/user/$(id -u kiosk)"; }
as_kiosk() { setpriv --reuid=kiosk --regid=kiosk --init-groups env -i HOME=/home/kiosk PATH=/usr/bin:/bin XDG_RUNTIME_DIR="$(runtime)" WAYLAND_DISPLAY=wayland-1 "$@"; }
pixel() { as_kiosk timeout 5 grim -t ppm -g '4,8 1x1' - 2>/dev/null | tail -c 3 | od -An -tx1 | tr -d ' \\n'; }
shows() { [ "$(pixel)" = "$1" ]; }
sessions() { loginctl --no-legend list-sessions | awk '$3 == "kiosk" { print $1 }'; }
other_session() { [ -n "$(sessions)" ] && [ "$(sessions)" != "$1" ]; }

if [ "$BOOT" = 1 ]; then
  userdel -r -f kiosk 2>/dev/null
  cp /box/environment /etc/environment
  # The box has a target of its own; a machine boots into this one.
  mkdir -p /etc/systemd/system/box.target.wants
  ln -s /lib/systemd/system/graphical.target /etc/systemd/system/box.target.wants/
  mkdir -p /srv/lantern /srv/comet
  cp /box/lantern.toml /srv/lantern/exhibit.toml
  cp /box/comet.toml /srv/comet/exhibit.toml
  list >/box/before; contents >/box/contents-before

  sed 's/command/comand/' /box/lantern.toml >/tmp/exhibit.toml
  $invigil install /tmp/exhibit.toml --yes >/box/wrong 2>&1 || echo "exit $?" >>/box/wrong
  $invigil install /srv/lantern >/box/unasked 2>&1 || echo "exit $?" >>/box/unasked
  $invigil install /srv/lantern --dry-run >/box/dry
  list >/box/after-nothing
  $invigil install /srv/lantern --user kiosk --hardware --yes >/box/first
  $invigil install /srv/lantern --user kiosk --hardware --yes >/box/second
  list >/box/installed
  systemctl reboot
  sleep 60
  exit 1
fi

waiting_for shows c03020
as_kiosk grim -t png - >/box/picture.png
as_kiosk busctl --system call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager CanReboot >/box/can-reboot
$invigil status --json >/box/answer

# The session ends as at a logout, then as at a crash of the compositor; each time another one comes.
before=$(sessions)
as_kiosk env SWAYSOCK="$(echo "$(runtime)"/sway-ipc.*)" swaymsg exit >/dev/null 2>&1 || true
waiting_for other_session "$before"
waiting_for shows c03020
before=$(sessions)
kill -KILL "$(pgrep -u kiosk -x sway)"
waiting_for other_session "$before"
waiting_for shows c03020
echo twice >/box/came-back

# Another exhibit of the same user shares account, rule and session.
$invigil install /srv/comet --yes >/box/comet
$invigil uninstall -e lantern --yes >/box/lantern-gone
ls /etc/polkit-1/rules.d /etc/invigil >/box/shared
systemctl is-active greetd >>/box/shared
waiting_for shows 20a040
$invigil uninstall -e comet --yes >/box/comet-gone
$invigil uninstall --yes >/box/again
list >/box/uninstalled; contents >/box/contents-uninstalled
rm -rf /home/kiosk/.local
$invigil install /srv/lantern --user kiosk --hardware --yes >/box/third
waiting_for shows c03020
list >/box/reinstalled
$invigil uninstall --yes >/box/third-gone
`;

const missing = missingForBox();
/** Of the session itself, beside the box. */
const PACKAGES = ['greetd', 'swaybg'];

const lacking = [...missing, ...missingPrograms(PACKAGES, '/usr/sbin')];

describeWith('an installation', lacking, () => {
  let box: Awaited<ReturnType<typeof runInBox>>;
  beforeAll(async () => {
    bundle();
    box = await runInBox(STEPS, {
      environment: HEADLESS,
      'lantern.toml': exhibit('lantern', 'c03020'),
      'comet.toml': exhibit('comet', '20a040'),
    });
  }, 300_000);
  afterAll(() => box?.remove());

  const lines = (name: string) => box.read(name).trim().split('\n');
  /** What is in the one list and not in the other. */
  const more = (one: string, other: string) => {
    const known = new Set(lines(other));
    return lines(one).filter((line) => !known.has(line));
  };
  const paths = (list: readonly string[]) => list.map((line) => line.split(' ')[0]);

  test('refuses a wrong exhibit file, and does nothing that nobody has agreed to', () => {
    expect(box.read('wrong')).toContain('exit 78');
    expect(box.read('wrong')).toContain('Nothing was done.');
    expect(box.read('unasked')).toContain('exit 64');
    expect(box.read('dry')).toContain('1. Make the user kiosk, without a password.');
    expect(more('after-nothing', 'before')).toEqual([]);
  });

  test('shows the exhibit after the next boot, without anybody touching the machine', () => {
    expect(box.read('first')).toContain('Done: Log in and show the exhibit now.');
    expect(JSON.parse(box.read('answer'))).toMatchObject({ exhibit: 'lantern' });
    expect(box.read('picture.png').length).toBeGreaterThan(0);
    expect(box.read('can-reboot')).toBe('s "yes"\n');
  });

  test('does nothing the second time', () => {
    expect(box.read('second')).toBe('Everything is in place: there is nothing to do.\n');
  });

  test('brings the session back when it ends', () => {
    expect(box.read('came-back')).toBe('twice\n');
  });

  test('shares with another exhibit of the same user what both need, and leaves it to the one that stays', () => {
    expect(box.read('comet')).not.toContain('Make the user');
    expect(box.read('comet')).toContain('The session is there already');
    expect(box.read('shared').split('\n')).toEqual(expect.arrayContaining(['60-invigil.rules', 'sway.conf', 'active']));
    expect(box.read('comet-gone')).toContain('Done: The session is ended.');
  });

  test('leaves nothing behind but what it says, and can be told twice', () => {
    const left = paths(more('uninstalled', 'before')).filter((path) => !path?.startsWith('/home/kiosk'));
    expect(left).toEqual([]);
    expect(more('before', 'uninstalled')).toEqual([]);
    const home = paths(more('uninstalled', 'before')).filter((path) => /\/(\.config|invigil@)/.test(path ?? ''));
    expect(home).toEqual([]);
    // The account stays; what greetd had is what it has again.
    expect(more('contents-before', 'contents-uninstalled').filter((line) => line.includes('greetd'))).toEqual([]);
    expect(box.read('comet-gone')).toContain('Kept: the user kiosk.');
    expect(box.read('again')).toContain('Nothing is installed here.');
  });

  test('installs again as at first', () => {
    // What a supervisor writes while it runs.
    const installed = (line: string) => !/^\/home\/kiosk\/\.(?:local|cache)/.test(line);
    expect(more('reinstalled', 'installed').filter(installed)).toEqual([]);
    expect(more('installed', 'reinstalled').filter(installed)).toEqual([]);
  });
});
