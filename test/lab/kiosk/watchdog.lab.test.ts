/**
 * The supervisor under its real unit: ready, watched, killed, frozen, stuck, reloaded, stopped. Each time systemd starts it again, and
 * nothing of the one before is left, however it had forked.
 */
import { expect } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { testWith } from '../../support/needs.ts';
import { missingForBox, runInBox } from '../kiosk-box.ts';
import { facts, UNIT_STEPS, unitFiles } from './unit-steps.ts';

/** A program, its child, and one that left its group. */
const EXHIBIT = `schema = 1
[exhibit]
name = "test"
[service.core]
command = ["sh", "-c", "sleep 80001 & setsid sleep 80002 & exec sleep 80003"]
`;

/** Has the supervisor's own loop never come back, by the debugger that a Node opens at SIGUSR1. */
const STICK = `
const [target] = await (await fetch('http://127.0.0.1:9229/json')).json();
const socket = new WebSocket(target.webSocketDebuggerUrl);
socket.onopen = () => {
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'setImmediate(() => { for (;;); })' } }));
};
socket.onmessage = () => process.exit();
`;

const STEPS = `${UNIT_STEPS}
of_service() { pgrep -u kiosk -f "^sleep 8000[123]$" | sort | tr '\\n' ' '; }
complete() { [ "$(of_service | wc -w)" = 3 ]; }
# The unit is up again with another process, and with exactly one set of the service's.
anew() { [ "$(property ActiveState)" = active ] && [ "$(property MainPID)" != "$main" ] && complete; }
after() {
  waiting_for anew
  for pid in $old; do if [ -e /proc/$pid ] && grep -qs sleep /proc/$pid/comm; then fact "left_by_$1" $pid; fi; done
  fact "restarts_after_$1" "$(property NRestarts)"
  remember
}
remember() { main=$(property MainPID); old=$(of_service); }

install_unit
user enable --now $unit
waiting_for complete
remember
fact status "$(property StatusText)"
fact watchdog "$(property WatchdogUSec)"
fact delegate "$(property Delegate)"
fact sees "$(tr '\\0' '\\n' </proc/$(pgrep -u kiosk -f '^sleep 80003$')/environ | grep -c -E '^(NOTIFY_SOCKET|WATCHDOG_|INVOCATION_ID)' || true)"

kill -KILL "$main"; after kill
kill -STOP "$main"; after stop
kill -USR1 "$main"
waiting_for bash -c 'echo >/dev/tcp/127.0.0.1/9229' 2>/dev/null || true
/checkout/node_modules/node-linux-*/bin/node /box/stick.mjs
after loop

waiting_for user reload $unit
reloaded() { box-as-kiosk journalctl --user -q --user-unit=$unit | grep -qi reload; }
waiting_for reloaded
ready_again() { [ "$(property ActiveState)" = active ]; }
waiting_for ready_again
ran() { journal INVIGIL_EXHIBIT=test INVIGIL_STATE=running -o cat | grep -q '^core: running'; }
fact reloaded "$([ "$(property MainPID)" = "$main" ] && echo the same)"

# What docs/unit.md shows.
journal() { box-as-kiosk journalctl --user -q "$@"; }
waiting_for ran
fact results "$(journal --user-unit=$unit -o cat | grep -c "Failed with result 'watchdog'")"

user stop $unit
fact stopped "$(property Result) $(of_service)"

# One that cannot even start neither spins nor is given up: when it can, it does.
mkdir -p /home/kiosk/.config/systemd/user/$unit.service.d
printf '[Service]\\nExecStart=\\nExecStart=/bin/false\\n' >/home/kiosk/.config/systemd/user/$unit.service.d/broken.conf
user daemon-reload
user start --no-block $unit
resting() { [ "$(property SubState)" = stop-post ] && pgrep -u kiosk -f '^sleep 10$' >/dev/null; }
waiting_for resting
fact ends "$(property NRestarts)"
rm -r /home/kiosk/.config/systemd/user/$unit.service.d
user daemon-reload
up() { [ "$(property ActiveState)" = active ] && complete; }
waiting_for up
fact mended "$(property ActiveState)"
user stop $unit
`;

const missing = missingForBox();

testWith('systemd starts the supervisor again, whatever became of it', missing, async () => {
  bundle();
  const box = await runInBox(STEPS, { ...unitFiles(EXHIBIT), 'stick.mjs': STICK });
  const found = facts(box.read('facts'));
  box.remove();
  const { ends, ...rest } = found;
  expect(rest).toEqual({
    status: expect.stringMatching(/running|not ready yet/),
    watchdog: '10s',
    delegate: 'yes',
    sees: '0',
    restarts_after_kill: '1',
    restarts_after_stop: '2',
    restarts_after_loop: '3',
    reloaded: 'the same',
    results: '2',
    stopped: 'success ',
    mended: 'active',
  });
  expect(Number(ends)).toBeGreaterThan(20);
  expect(Number(ends)).toBeLessThan(40);
});
