/**
 * The ladder really reboots the machine: with another user logged in and an inhibitor held, so that logind alone would fail. Its budget
 * holds afterwards, with it spent the rung is skipped, and safe mode outlives a boot. Without leave nothing reboots, and people are told.
 */
import { beforeAll, expect, test } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { describeWith } from '../../support/needs.ts';
import { missingForBox, runInBox } from '../kiosk-box.ts';
import { facts, UNIT_STEPS, unitFiles } from './unit-steps.ts';

/** It never gets ready, and nothing but safe mode stops that. */
const EXHIBIT = `schema = 1
[exhibit]
name = "test"
[service.core]
command = ["false"]
[recovery]
backoff = { first = "0s", then = "100ms", max = "1s" }
reboots = { max = 1, within = "24h" }
`;

const STEPS = `${UNIT_STEPS}
safe() { says '"state":"safe-mode"'; }
kept() { cat "$state/$1" | tr -d ' \\n'; }
inhibit() { systemd-run --quiet --unit=holder systemd-inhibit --what=shutdown --mode=block sleep infinity; }
visit() { useradd -m visitor; systemd-run --quiet --unit=visit -p User=visitor -p PAMName=login -p Environment=XDG_SESSION_CLASS=user sleep infinity; }
logged_in() { loginctl list-sessions --no-legend | grep -q visitor; }
`;

const WITH_LEAVE = `${STEPS}
case $BOOT in
  1)
    install_unit; install_rule
    visit; inhibit
    waiting_for logged_in
    user enable --now $unit
    waiting_for false ;;
  2)
    # The second rung was the reboot: the third one is safe mode.
    waiting_for safe
    waiting_for grep -q '"helped": false' "$state/reboots.json"
    fact budget_after "$(kept budget.json)"
    fact reboots_after "$(kept reboots.json)"
    # By a person from the bottom again; the budget is spent.
    invigil resume
    waiting_for told 'reboot is skipped'
    waiting_for safe
    fact skipped "$(grep -m 1 'reboot is skipped' "$state/log/invigil.log")"
    box-as-kiosk /checkout/bin/invigil incidents >/box/incidents
    systemctl reboot
    waiting_for false ;;
  3)
    waiting_for safe
    fact boots 3
    fact reboots_at_last "$(kept reboots.json)" ;;
esac
`;

const WITHOUT_LEAVE = `${STEPS}
install_unit
user enable --now $unit
waiting_for told 'reboot is skipped'
waiting_for safe
waiting_for grep -q '"outcome": "refused"' "$state/reboots.json"
fact skipped "$(grep -m 1 'reboot is skipped' "$state/log/invigil.log")"
fact budget "$(kept budget.json)"
fact reboots "$(kept reboots.json)"
box-as-kiosk journalctl --user -q INVIGIL_ALERT=rung-skipped -o cat >/box/alert
box-as-kiosk /checkout/bin/invigil incidents >/box/incidents
`;

const missing = missingForBox();

describeWith("the ladder's reboot", missing, () => {
  beforeAll(bundle);

  test('comes once, and no more often than its budget', async () => {
    const box = await runInBox(WITH_LEAVE, unitFiles(EXHIBIT));
    const found = facts(box.read('facts'));
    const incidents = box.read('incidents');
    box.remove();
    expect(JSON.parse(found['budget_after'] ?? '').reboots).toHaveLength(1);
    const [first] = JSON.parse(found['reboots_after'] ?? '').reboots;
    expect(first).toMatchObject({ act: 'reboot', by: 'ladder', service: 'core', outcome: 'came', helped: false });
    expect(first.boot_after).not.toBe(first.boot_before);
    expect(found['skipped']).toMatch(/the budget of 1 reboots within 24 h is spent/);
    expect(incidents).toMatch(/For core, the ladder wanted a reboot: .*\n.*It came, and did not help\./);
    expect(found['boots']).toBe('3');
    expect(JSON.parse(found['reboots_at_last'] ?? '').reboots).toMatchObject([first, { by: null, outcome: 'came' }]);
  });

  test('does not come without leave, which is told with what gives it', async () => {
    const box = await runInBox(WITHOUT_LEAVE, unitFiles(EXHIBIT));
    const found = facts(box.read('facts'));
    const [alert, incidents] = [box.read('alert'), box.read('incidents')];
    box.remove();
    expect(found['skipped']).toMatch(/may not reboot the machine \(logind: "challenge"\).*sudo invigil install/);
    expect(alert).toMatch(/reboot is skipped: This account may not reboot/);
    expect(JSON.parse(found['budget'] ?? '').reboots).toEqual([]);
    expect(JSON.parse(found['reboots'] ?? '').reboots).toMatchObject([{ by: 'ladder', outcome: 'refused' }]);
    expect(incidents).toMatch(/It was refused: /);
  });
});
