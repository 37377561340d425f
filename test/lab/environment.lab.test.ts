/**
 * What a service finds in its environment, from a checkout, a deb and an AppImage: in a terminal of a real login session, where npm or an
 * AppRun has begun what becomes the supervisor, and as real user units. Beside what the two logins themselves differ in, it has to be
 * the same.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { describeWith } from '../support/needs.ts';
import { missingForAppImage, packagedAppImage, packagedDeb } from '../support/packaged.ts';
import { missingForBox, runInBox } from './kiosk-box.ts';

/** The display writes down what it was started with. It waits for the session, so that both runs know one. */
const EXHIBIT = `schema = 1
[exhibit]
name = "test"
[service.picture]
role = "display"
command = ["sh", "-c", "cat /proc/$$/environ >$HOME/part && mv $HOME/part $HOME/environ"]
restart = "never"
environment = { OWN = "of the service" }
environment_file = ".env"
`;

const UNIT = `[Service]
ExecStart=/checkout/bin/invigil run /box
`;

const PACKAGE = JSON.stringify({ name: 'exhibit', version: '1.0.0', scripts: { start: '/checkout/bin/invigil run /box' } });

/** The terminal's own environment, and in it what the file `way` says. */
const TERMINAL = 'cat /proc/$$/environ >/home/kiosk/terminal; cd /box && exec $(cat way) >/home/kiosk/way.log 2>&1\n';

const STEPS = `#!/bin/bash
set -eu
waiting_for() { for _ in $(seq 600); do "$@" && return; sleep 0.05; done; echo "in vain: $*"; cat /home/kiosk/way.log; return 1; }
taken() { waiting_for test -e /home/kiosk/environ; mv /home/kiosk/environ "/box/$1"; }
supervisor() { box-as-kiosk pgrep -f 'dist/cli.js run'; }
over() { ! supervisor >/dev/null; }
user() { box-as-kiosk systemctl --user "$@"; }

# The Node 24 that a trial package needs.
cp -L /checkout/node_modules/node-linux-*/bin/node /usr/local/bin/a-node
mkdir -p /etc/environment.d
echo INVIGIL_NODE=/usr/local/bin/a-node >/etc/environment.d/90-a-node.conf
dpkg --force-unsafe-io -i /box/invigil.deb >/box/dpkg.log 2>&1 || { cat /box/dpkg.log; exit 1; }

loginctl enable-linger kiosk
box-login
runtime=/run/user/$(id -u kiosk)
compositor() { box-as-kiosk env SWAYSOCK="$(echo "$runtime"/sway-ipc.*)" swaymsg -q "$@" 2>/dev/null; }
manager_knows() { user show-environment | grep -q ^WAYLAND_DISPLAY=; }
waiting_for compositor -t get_version
waiting_for manager_knows

# NAME COMMAND: in a terminal of the session.
in_terminal() {
  echo "$2" >/box/way
  compositor exec 'exec env INVIGIL_NODE=/usr/local/bin/a-node /bin/bash /box/terminal'
  taken "$1.terminal"
  mv /home/kiosk/terminal "/box/$1.terminal-login"
  kill -INT "$(supervisor)"
  waiting_for over
}
in_terminal checkout 'npm start'
in_terminal deb '/usr/bin/invigil run /box'
in_terminal appimage '/box/Invigil.AppImage --appimage-extract-and-run run /box'

# NAME UNIT: the user's own unit.
as_unit() {
  user start "$2"
  taken "$1.unit"
  user show-environment >"/box/$1.unit-login"
  user stop "$2"
}
mkdir -p /home/kiosk/.config/systemd/user /home/kiosk/.config/invigil/test
cp /box/invigil.service /home/kiosk/.config/systemd/user/
ln -s /box /home/kiosk/.config/invigil/test/exhibit
chown -R kiosk: /home/kiosk/.config
user daemon-reload
as_unit checkout invigil
as_unit deb invigil@test

# As it is installed by somebody without rights, who has a place of his own for programs.
box-as-kiosk env INVIGIL_NODE=/usr/local/bin/a-node /box/Invigil.AppImage --appimage-extract-and-run install /box --yes >/box/install.log 2>&1 ||
  { tail -30 /box/install.log; exit 1; }
taken appimage.unit
user show-environment >/box/appimage.unit-login
user show -P ExecStart invigil@test | grep -o 'path=[^ ;]*' >/box/installed
user stop invigil@test
`;

/** New at each start (contract 3). */
const OF_THE_START = ['INVIGIL_INSTANCE', 'INVIGIL_HTTP'];

/** A terminal in the session has them from its login, the user manager never: under systemd the supervisor asks the session itself. */
const OF_THE_SESSION = ['XDG_SEAT', 'XDG_SESSION_ID', 'I3SOCK'];

/** What a shell, or the unit of the box's compositor, says of itself to the process that it starts; and the Node of trial packages. */
const OF_THE_STARTER = ['PWD', 'OLDPWD', 'SHLVL', '_', 'INVOCATION_ID', 'JOURNAL_STREAM', 'SYSTEMD_EXEC_PID', 'INVIGIL_NODE'];

type Way = 'terminal' | 'unit';
type Variables = ReadonlyMap<string, string>;

function variables(text: string, separator: string): Variables {
  const pairs = text.split(separator).filter((pair) => pair !== '');
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** What a service has that its login has not, or has otherwise. */
function added(service: Variables, login: Variables): Readonly<Record<string, string>> {
  const known = [...OF_THE_START, ...OF_THE_SESSION];
  const other = [...service].filter(([name, value]) => login.get(name) !== value && !known.includes(name));
  return Object.fromEntries(other.sort());
}

/** What its login has and a service has not. */
function dropped(service: Variables, login: Variables): string[] {
  return [...login.keys()].filter((name) => !service.has(name) && !OF_THE_STARTER.includes(name)).sort();
}

const missing = [...missingForBox(), ...missingForAppImage()];

describeWith('a service', missing, () => {
  let box: Awaited<ReturnType<typeof runInBox>>;
  beforeAll(async () => {
    const [deb, image] = [await packagedDeb(), await packagedAppImage()];
    bundle();
    const files = {
      'exhibit.toml': EXHIBIT,
      '.env': 'OF_FILE=of the file\n',
      'invigil.service': UNIT,
      'package.json': PACKAGE,
      terminal: TERMINAL,
    };
    box = await runInBox(STEPS, files, (folder) => {
      copyFileSync(deb, join(folder, 'invigil.deb'));
      copyFileSync(image, join(folder, 'Invigil.AppImage'));
    });
  }, 1_800_000);
  afterAll(() => box?.remove());

  const service = (from: string, way: Way) => variables(box.read(`${from}.${way}`), '\0');
  const login = (from: string, way: Way) => variables(box.read(`${from}.${way}-login`), way === 'unit' ? '\n' : '\0');

  test('finds what the file says, and the session, also as a unit', () => {
    const [inTerminal, asUnit] = [service('checkout', 'terminal'), service('checkout', 'unit')];
    expect(inTerminal.get('OWN')).toBe('of the service');
    expect(asUnit.get('OF_FILE')).toBe('of the file');
    expect(asUnit.get('WAYLAND_DISPLAY')).toBe('wayland-1');
    const terminal = login('checkout', 'terminal');
    for (const name of OF_THE_SESSION) expect(asUnit.get(name)).toBe(terminal.get(name) ?? 'of the session');
  });

  test.each(['checkout', 'deb', 'appimage'] as const)('finds the same from a %s', (from) => {
    const expected = added(service('checkout', 'unit'), login('checkout', 'unit'));
    for (const way of ['terminal', 'unit'] as const) {
      expect(added(service(from, way), login(from, way)), way).toEqual(expected);
      expect(dropped(service(from, way), login(from, way)), way).toEqual([]);
    }
  });

  test('of an AppImage is started by a link of the user', () => {
    expect(box.read('installed')).toBe('path=/home/kiosk/.local/bin/invigil\n');
  });
});
