/** What the steps in a box begin with that runs an exhibit under its unit: the unit of a lingering user, from the checkout. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const RESOURCES = join(import.meta.dirname, '../../../resources');

/** Files for the box, beside the exhibit's own. */
export function unitFiles(exhibit: string): Readonly<Record<string, string>> {
  const read = (name: string) => readFileSync(join(RESOURCES, name), 'utf8');
  return {
    'exhibit.toml': exhibit,
    'invigil@.service': read('systemd/invigil@.service').replace('/usr/bin/invigil', '/checkout/bin/invigil'),
    '60-invigil.rules': read('polkit/60-invigil.rules').replaceAll('@USER@', 'kiosk'),
  };
}

/** Functions for the steps. The exhibit is called `test`, its unit `$unit`. */
export const UNIT_STEPS = `#!/bin/bash
set -eu
unit=invigil@test
state=/home/kiosk/.local/state/invigil/test
waiting_for() { for _ in $(seq 1200); do "$@" && return; sleep 0.05; done; echo "in vain: $*"; box-as-kiosk systemctl --user status $unit || true; return 1; }
user() { box-as-kiosk systemctl --user "$@"; }
property() { user show -P "$1" $unit; }
invigil() { box-as-kiosk /checkout/bin/invigil "$@"; }
says() { invigil status --json 2>/dev/null | grep -q "$1"; }
told() { grep -qs "$1" "$state/log/invigil.log"; }
fact() { echo "$1=$2" >>/box/facts; }

install_unit() {
  loginctl enable-linger kiosk
  mkdir -p /home/kiosk/.config/systemd/user /home/kiosk/.config/invigil/test
  cp /box/invigil@.service /home/kiosk/.config/systemd/user/
  ln -sfn /box /home/kiosk/.config/invigil/test/exhibit
  chown -R kiosk: /home/kiosk/.config
  waiting_for test -S /run/user/$(id -u kiosk)/bus
  user daemon-reload
}
install_rule() { cp /box/60-invigil.rules /etc/polkit-1/rules.d/; chmod 644 /etc/polkit-1/rules.d/60-invigil.rules; }
`;

/** What the steps have written down with \`fact\`. */
export function facts(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
