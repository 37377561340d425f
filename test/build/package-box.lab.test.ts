/**
 * The deb on a machine that has nothing of Invigil but it: installed, its exhibit on the screen as a unit of the kiosk user, installed
 * again while that runs, removed while that runs. The Node 24 that a trial package needs is put there beforehand.
 */
import { expect } from 'vitest';
import { facts } from '../lab/kiosk/unit-steps.ts';
import { missingForBox, runInBox } from '../lab/kiosk-box.ts';
import { bundle } from '../support/bundle.ts';
import { testWith } from '../support/needs.ts';
import { missingForDeb, packagedDeb } from '../support/packaged.ts';

const EXHIBIT = `schema = 1
[exhibit]
name = "test"
colour = "#101418"
[service.core]
command = ["/usr/local/bin/a-node", "/box/core.mjs"]
wait_for = ["session"]
[service.display]
url = "http://127.0.0.1:3000/"
after = ["core"]
`;

/** Serves a page of one colour, and writes down what it was started with. */
const CORE = `import { createServer } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
writeFileSync(process.env.HOME + '/environ', readFileSync('/proc/self/environ'));
createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<body style="background:#00aa55">')).listen(3000, '127.0.0.1');
`;

const steps = (deb: string) => `#!/bin/bash
set -eu
unit=invigil@test
waiting_for() { for _ in $(seq 1200); do "$@" && return; sleep 0.05; done; echo "in vain: $*"; user status $unit || true; invigil logs --since start || true; return 1; }
user() { box-as-kiosk systemctl --user "$@"; }
property() { user show -P "$1" $unit; }
invigil() { box-as-kiosk env INVIGIL_NODE=/usr/local/bin/a-node /usr/bin/invigil "$@"; }
fact() { echo "$1=$2" >>/box/facts; }
install_deb() { dpkg -i '${deb}' >/box/dpkg.log 2>&1 || { cat /box/dpkg.log; return 1; }; }
picture() { [ "$(BOX_ENV=WAYLAND_DISPLAY=wayland-1 box-as-kiosk grim -t ppm -g '600,300 1x1' - 2>/dev/null | tail -c 3 | od -An -tx1)" = ' 00 aa 55' ]; }
no_picture() { ! picture; }
# Of the exhibit: its programs, its shell's processes.
processes() { pgrep -u kiosk -f '/opt/Invigil/|/box/core.mjs' | sort || true; }
environ() { tr '\\0' '\\n' </home/kiosk/environ | grep -v ^INVIGIL_INSTANCE= | sort >"/box/$1"; rm /home/kiosk/environ; }

cp -L /checkout/node_modules/node-linux-*/bin/node /usr/local/bin/a-node
mkdir -p /etc/environment.d
echo INVIGIL_NODE=/usr/local/bin/a-node >/etc/environment.d/90-a-node.conf
install_deb
fact sandbox "$(stat -c %a /opt/Invigil/chrome-sandbox)"
fact version "$(dpkg-query -W -f '\${db:Status-Abbrev}' invigil)"
fact help "$(invigil --help | head -1)"

loginctl enable-linger kiosk
waiting_for user is-system-running --wait >/dev/null
mkdir -p /home/kiosk/.config/invigil/test
ln -sfn /box /home/kiosk/.config/invigil/test/exhibit
chown -R kiosk: /home/kiosk/.config
box-login
user enable --now $unit
waiting_for picture
fact app_id "$(box-as-kiosk sh -c 'SWAYSOCK=$(echo /run/user/*/sway-ipc.*) swaymsg -t get_tree' | grep -o 'org.invigil[^"]*' | head -1)"
fact own_electron "$(pgrep -u kiosk -f '^/opt/Invigil/invigil-electron --ozone' | wc -l)"

# In place, while it runs: everything ends once and is there again, from the new files.
main=$(property MainPID)
before=$(processes)
install_deb
anew() { [ "$(property ActiveState)" = active ] && [ "$(property MainPID)" != "$main" ]; }
waiting_for anew
fact left "$(comm -12 <(echo "$before") <(processes) | tr '\\n' ' ')"
waiting_for picture
fact restarts "$(property NRestarts)"
environ of-deb

# What does not run is not started.
user stop $unit
install_deb
fact stopped "$(property ActiveState)"

# The same exhibit from a checkout finds the same in its environment.
mkdir -p /home/kiosk/.config/systemd/user/$unit.service.d
printf '[Service]\\nExecStart=\\nExecStart=/checkout/bin/invigil -e %%i run\\n' >/home/kiosk/.config/systemd/user/$unit.service.d/checkout.conf
user daemon-reload
user start $unit
waiting_for test -e /home/kiosk/environ
user stop $unit
environ of-checkout
rm -r /home/kiosk/.config/systemd/user/$unit.service.d
user daemon-reload

user start $unit
waiting_for picture
dpkg -r invigil >/box/dpkg.log 2>&1 || { cat /box/dpkg.log; exit 1; }
fact processes_after "$(processes | tr '\\n' ' ')"
fact files_after "$(ls -d /opt/Invigil /usr/bin/invigil /usr/lib/systemd/user/invigil@.service /etc/apparmor.d/invigil 2>/dev/null | tr '\\n' ' ')"
waiting_for no_picture
# A second time after an end in the middle.
sh /checkout/resources/deb/postrm remove
`;

const missing = [...missingForBox(), ...missingForDeb()];

testWith(
  'the deb is installed, shows its exhibit, is upgraded under it and removed',
  missing,
  async () => {
    const deb = await packagedDeb();
    bundle();
    const box = await runInBox(steps(deb), { 'exhibit.toml': EXHIBIT, 'core.mjs': CORE });
    const found = facts(box.read('facts'));
    const environments = [box.read('of-deb'), box.read('of-checkout')];
    box.remove();
    expect(found).toEqual({
      sandbox: expect.stringMatching(/^(755|4755)$/),
      version: 'ii ',
      help: 'Usage: invigil [options] [command]',
      app_id: 'org.invigil.Invigil.display',
      own_electron: '1',
      left: '',
      restarts: '0',
      stopped: 'inactive',
      processes_after: '',
      files_after: '',
    });
    expect(environments[0]).toContain('INVIGIL_SERVICE=core');
    expect(environments[0]).toBe(environments[1]);
  },
  1_800_000,
);
