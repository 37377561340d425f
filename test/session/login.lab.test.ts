/** The session as logind tells it on a machine with real logins: what is waited for, in which words, and what services then get. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { missingForBox, runInBox } from '../lab/kiosk-box.ts';
import { describeWith } from '../support/needs.ts';

/** A login without a terminal, of a user, of a class, of a type. */
const UNIT = `[Service]
User=@USER@
PAMName=login
Environment=XDG_SESSION_TYPE=@TYPE@ XDG_SESSION_CLASS=@CLASS@ XDG_SEAT=seat0
Environment=WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 LIBSEAT_BACKEND=noop
ExecStart=@PROGRAM@
KillMode=mixed
TimeoutStopSec=5
`;

const STEPS = `#!/bin/bash
set -eu
waiting_for() { for _ in $(seq 600); do "$@" && return; sleep 0.05; done; echo "in vain: $*"; cat /box/words; loginctl list-sessions; return 1; }
newest() { [ "$(tail -n 1 /box/words | sed 's/.*"word":"\\([^"]*\\)".*/\\1/')" = "$1" ]; }
says() { waiting_for newest "$1"; }
own_session() { loginctl list-sessions --no-legend | awk '$3 == "kiosk" { print $1; exit }'; }
hint() { busctl call org.freedesktop.login1 "$(busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager GetSession s "$(own_session)" | cut -d'"' -f2)" org.freedesktop.login1.Session SetLockedHint b "$1"; }
unit() { sed "s/@USER@/$2/; s/@CLASS@/$3/; s/@TYPE@/$4/; s|@PROGRAM@|$5|" /box/unit >/run/systemd/system/$1.service; systemctl daemon-reload; systemctl start $1; }

loginctl enable-linger kiosk
runtime=/run/user/$(id -u kiosk)
waiting_for test -d $runtime
box-as-kiosk /checkout/node_modules/.bin/node /checkout/test/fixtures/watch-session.ts >/box/words 2>/box/log &
none="no Wayland compositor in $runtime"
says "- nobody is logged in ($none)"

box-login; says '+ Wayland wayland-1'
hint true; says '- the screen is locked'
hint false; says '+ Wayland wayland-1'
box-logout; says "- nobody is logged in ($none)"

box-login; says '+ Wayland wayland-1'
pkill -KILL -x sway; says "- nobody is logged in ($none)"
# The name is taken: the compositor chooses another one.
box-as-kiosk flock $runtime/wayland-1.lock sleep infinity &
waiting_for sh -c "! flock -n $runtime/wayland-1.lock true"
box-login; says '+ Wayland wayland-2'

# Another user comes to the front, and leaves.
useradd -m visitor
unit visitor visitor user wayland '/bin/sleep infinity'
visitor() { loginctl list-sessions --no-legend | awk '$3 == "visitor" { print $1; exit }'; }
waiting_for sh -c 'loginctl list-sessions --no-legend | grep -q visitor'
loginctl activate "$(visitor)"; says '- another user is at the screen: visitor'
loginctl activate "$(own_session)"; says '+ Wayland wayland-2'
box-logout; loginctl activate "$(visitor)"; says "- another user is at the screen: visitor ($none)"
systemctl stop visitor; says "- nobody is logged in ($none)"

unit text kiosk user tty '/bin/sleep infinity'; says "- kiosk is logged in on a text console ($none)"
systemctl stop text; says "- nobody is logged in ($none)"
unit greeter kiosk greeter wayland '/usr/bin/sway -c /etc/box/sway.conf'; says '- a login screen is shown'
systemctl stop greeter; says "- nobody is logged in ($none)"
`;

const Word = z.object({ word: z.string(), environment: z.record(z.string(), z.string()) });

describeWith('a session on a machine with logins', missingForBox(), () => {
  it('follows logout and login, a killed compositor, another socket, lock, users, a text console and a login screen', async () => {
    const box = await runInBox(STEPS, { unit: UNIT });
    try {
      const words = box
        .read('words')
        .trim()
        .split('\n')
        .map((line) => Word.parse(JSON.parse(line)));
      const [first, second] = words.filter(({ word }) => word.startsWith('+ Wayland'));
      expect(first?.environment).toMatchObject({
        WAYLAND_DISPLAY: 'wayland-1',
        XDG_SESSION_TYPE: 'wayland',
        XDG_CURRENT_DESKTOP: 'sway',
        XDG_SEAT: 'seat0',
        XDG_SESSION_ID: expect.stringMatching(/^c?\d+$/),
        SWAYSOCK: expect.stringMatching(/\/sway-ipc\.\d+\.\d+\.sock$/),
        DBUS_SESSION_BUS_ADDRESS: expect.stringContaining('/bus'),
      });
      expect(first?.environment['DISPLAY']).toBeUndefined();
      expect(second?.environment).toEqual(first?.environment);
      const last = words.findLast(({ word }) => word.startsWith('+ Wayland'));
      expect(last?.environment['WAYLAND_DISPLAY']).toBe('wayland-2');
      expect(last?.environment['SWAYSOCK']).not.toBe(first?.environment['SWAYSOCK']);
      const locked = words.find(({ word }) => word === '- the screen is locked');
      expect(locked?.environment).toEqual(first?.environment);
    } finally {
      box.remove();
    }
  });
});
