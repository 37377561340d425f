/**
 * What a service finds in its environment, from a checkout and under systemd: a real npm in a terminal of a real login session,
 * and a real user unit. Beside what the two logins themselves differ in, it has to be the same.
 */
import { expect } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { testWith } from '../support/needs.ts';
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

const TERMINAL = 'cat /proc/$$/environ >/home/kiosk/terminal; cd /box && exec npm start >/home/kiosk/npm.log 2>&1\n';

const STEPS = `#!/bin/bash
set -eu
waiting_for() { for _ in $(seq 600); do "$@" && return; sleep 0.05; done; echo "in vain: $*"; return 1; }
taken() { waiting_for test -e /home/kiosk/environ; mv /home/kiosk/environ "/box/$1"; }
running() { box-as-kiosk /checkout/bin/invigil status >/dev/null 2>&1; }
over() { ! running; }

loginctl enable-linger kiosk
box-login
runtime=/run/user/$(id -u kiosk)
compositor() { box-as-kiosk env SWAYSOCK="$(echo "$runtime"/sway-ipc.*)" swaymsg -q "$@" 2>/dev/null; }
manager_knows() { box-as-kiosk systemctl --user show-environment | grep -q ^WAYLAND_DISPLAY=; }
waiting_for compositor -t get_version
waiting_for manager_knows

# A terminal in the session.
compositor exec 'exec /bin/bash /box/terminal'
taken of-terminal
mv /home/kiosk/terminal /box/of-login
kill -INT "$(box-as-kiosk pgrep -f 'dist/cli.js run')"
waiting_for over

# The user's own unit.
mkdir -p /home/kiosk/.config/systemd/user
cp /box/invigil.service /home/kiosk/.config/systemd/user/
chown -R kiosk: /home/kiosk/.config
box-as-kiosk systemctl --user start invigil
taken of-unit
box-as-kiosk systemctl --user show-environment >/box/manager
box-as-kiosk systemctl --user stop invigil
`;

/** New at each start (contract 3). */
const OF_THE_START = ['INVIGIL_INSTANCE', 'INVIGIL_HTTP'];

/** A terminal in the session has them from its login, the user manager never: under systemd the supervisor asks the session itself. */
const OF_THE_SESSION = ['XDG_SEAT', 'XDG_SESSION_ID', 'I3SOCK'];

/** What a shell, or the unit of the box's compositor, says of itself to the process that it starts. */
const OF_THE_STARTER = ['PWD', 'OLDPWD', 'SHLVL', '_', 'INVOCATION_ID', 'JOURNAL_STREAM', 'SYSTEMD_EXEC_PID'];

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

const missing = missingForBox();

testWith(missing, 'a service finds the same from a checkout and under systemd', async () => {
  bundle();
  const files = {
    'exhibit.toml': EXHIBIT,
    '.env': 'OF_FILE=of the file\n',
    'invigil.service': UNIT,
    'package.json': PACKAGE,
    terminal: TERMINAL,
  };
  const box = await runInBox(STEPS, files);
  const fromCheckout = variables(box.read('of-terminal'), '\0');
  const underSystemd = variables(box.read('of-unit'), '\0');
  const terminal = variables(box.read('of-login'), '\0');
  const manager = variables(box.read('manager'), '\n');
  box.remove();
  expect(fromCheckout.get('OWN')).toBe('of the service');
  expect(underSystemd.get('OF_FILE')).toBe('of the file');
  expect(underSystemd.get('WAYLAND_DISPLAY')).toBe('wayland-1');
  for (const name of OF_THE_SESSION) expect(underSystemd.get(name)).toBe(terminal.get(name) ?? 'of the session');
  expect(added(fromCheckout, terminal)).toEqual(added(underSystemd, manager));
  expect(dropped(fromCheckout, terminal)).toEqual([]);
  expect(dropped(underSystemd, manager)).toEqual([]);
});
