/** The doctor on a machine that systemd really runs: before and after it is set up, always asked by root for the account of the exhibit. */
import { expect } from 'vitest';
import type { Told } from '../../../electron/cli/doctor/examine.ts';
import { facts, UNIT_STEPS, unitFiles } from '../../lab/kiosk/unit-steps.ts';
import { missingForBox, runInBox } from '../../lab/kiosk-box.ts';
import { testWith } from '../../support/needs.ts';

const EXHIBIT = `schema = 1
[exhibit]
name = "test"
[service.core]
command = ["sleep", "80001"]
`;

const STEPS = `${UNIT_STEPS}
doctor() { /checkout/node_modules/node-linux-*/bin/node /checkout/electron/cli/main.ts doctor -e test --json "$@" || true; }

# The exhibit is there and nothing else is; nobody is logged in.
mkdir -p /home/kiosk/.config/invigil/test
ln -sfn /box /home/kiosk/.config/invigil/test/exhibit
chown -R kiosk: /home/kiosk/.config
doctor >/box/bare.json
doctor --fix >/box/fixed.json
fact lingers "$([ -e /var/lib/systemd/linger/kiosk ] && echo yes || echo no)"

install_unit
install_rule
printf '[initial_session]\\ncommand = "sway"\\nuser = "kiosk"\\n' >>/etc/greetd/config.toml
ln -sfn /lib/systemd/system/greetd.service /etc/systemd/system/display-manager.service
user enable --now $unit
box-login
waiting_for sh -c 'loginctl show-user kiosk -p Display | grep -q "=."'
waiting_for test -S /run/user/$(id -u kiosk)/wayland-1
doctor >/box/set-up.json

user kill -s KILL $unit
user stop $unit
doctor >/box/stopped.json
`;

const missing = missingForBox();

testWith('a machine before and after it is set up', missing, async () => {
  const box = await runInBox(STEPS, unitFiles(EXHIBIT));
  const read = (name: string): readonly Told[] => JSON.parse(box.read(`${name}.json`)).findings;
  const of = (name: string, check: string) =>
    read(name)
      .filter((one) => one.check === check)
      .map(({ level, found }) => `${level}: ${found}`);

  expect(of('bare', 'exhibit-file')).toEqual(['ok: /home/kiosk/.config/invigil/test/exhibit/exhibit.toml is all right.']);
  expect(of('bare', 'login')).toEqual(['warning: kiosk is not logged in.']);
  expect(of('bare', 'linger')).toEqual(['warning: kiosk does not linger.']);
  expect(of('bare', 'unit')).toEqual([expect.stringMatching(/^warning: The service manager of kiosk cannot be asked: systemctl: /)]);
  expect(of('bare', 'reboot')).toEqual([
    'warning: kiosk may not reboot the machine unasked (logind says: challenge).',
    'warning: kiosk may not switch the machine off unasked (logind says: challenge).',
  ]);
  expect(of('bare', 'journal')[0]).toBe('ok: The journal is kept over a boot, and this account reads its own part.');

  // Where the account may not do it by itself, the finding says why, and stays.
  const lingers = facts(box.read('facts'))['lingers'] === 'yes';
  expect(read('fixed').find(({ check }) => check === 'linger')).toMatchObject(
    lingers
      ? { level: 'ok', fixed: 'kiosk lingers now.' }
      : { level: 'warning', fixed: null, means: expect.stringContaining('could not be mended') },
  );

  expect(of('set-up', 'login')).toEqual([
    expect.stringMatching(/^ok: Session \S+ of kiosk \(wayland, seat0\) is logged in and in front, by /),
  ]);
  expect(of('set-up', 'automatic-login')).toEqual(['ok: After a boot greetd logs in kiosk by itself (/etc/greetd/config.toml).']);
  expect(of('set-up', 'compositor')[0]).toBe('ok: The session is Wayland, the compositor sway.');
  expect(of('set-up', 'linger')).toEqual(['ok: kiosk lingers: its services start at boot and survive a logout.']);
  expect(of('set-up', 'unit')).toEqual([
    'ok: invigil@test.service is enabled (/home/kiosk/.config/systemd/user/invigil@.service).',
    'ok: invigil@test.service is active.',
  ]);
  expect(of('set-up', 'watchdog')).toEqual(['ok: systemd restarts a supervisor that is silent for 10s.']);
  expect(of('set-up', 'reboot').slice(0, 2)).toEqual(['ok: kiosk may reboot the machine.', 'ok: kiosk may switch the machine off.']);
  expect(of('set-up', 'containment')).toEqual(['ok: Each service has a cgroup of its own: nothing outlives it.']);
  expect(of('stopped', 'unit').at(-1)).toMatch(/^(warning: invigil@test.service does not run|problem: invigil@test.service has failed)/);
  box.remove();
});
