/**
 * In the box: things that stop time for the exhibit, or move the clock, and must be nobody's failure. Each is done to a running kiosk,
 * with what may have been restarted or given back written down before and after.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENVIRONMENT, install } from './install.ts';
import { attempt, kiosk, mainPid, run, UNIT, uid, unit, until } from './kiosk.ts';

const DAY_S = 86_400;
const FROZEN_MS = 60_000;
/** Longer than everything is frozen for. */
const WATCHDOG_S = 120;
/** Half of the unit's own watchdog. */
const STOPPED_MS = 5_000;
/** Until what would go wrong has gone wrong: beats are missed after 5 s. */
const AFTER_MS = 12_000;
const SHIFT = '/run/shift';

// Of the machine, as a login has it.
Object.assign(process.env, ENVIRONMENT);
const boot = Number(process.env['BOOT']);
if (boot === 1) {
  install();
  run(['systemctl', 'reboot']);
  await until('the reboot', () => false);
}
await until('the kiosk has a user manager', () => attempt(() => run(['loginctl', 'show-user', 'kiosk']) !== ''));
await until('the exhibit runs', () => attempt(() => status().state === 'running'));
// One reboot is spent already: an entry that a step of the clock could give back.
unit('stop', UNIT);
kiosk('sh', '-c', `printf '{"version":1,"uptime_ms":1000,"reboots":[500]}' >$HOME/.local/state/invigil/test/budget.json`);

await tell('the slice of the kiosk frozen for 60 s', { WatchdogSec: WATCHDOG_S }, async () => {
  const freezer = `/sys/fs/cgroup/user.slice/user-${uid()}.slice/cgroup.freeze`;
  writeFileSync(freezer, '1');
  await sleep(FROZEN_MS);
  writeFileSync(freezer, '0');
});
await tell('the supervisor stopped for half of its watchdog', {}, async () => {
  process.kill(mainPid(), 'SIGSTOP');
  await sleep(STOPPED_MS);
  process.kill(mainPid(), 'SIGCONT');
});
for (const [words, seconds] of [
  ['a day ahead', DAY_S],
  ['a day back', -DAY_S],
] as const) {
  run(['cc', '-shared', '-fPIC', '-O2', '-o', '/run/shift.so', '/checkout/test/fixtures/shift-clock.c']);
  writeFileSync(SHIFT, '0');
  await tell(`the wall clock ${words}`, { Environment: `LD_PRELOAD=/run/shift.so SHIFT=${SHIFT}` }, async () => {
    writeFileSync(SHIFT, String(seconds));
  });
}

/** Starts the exhibit under these settings of its unit, waits until it runs, lets it happen, and writes down what came of it. */
async function tell(what: string, settings: Readonly<Record<string, string | number>>, happen: () => Promise<void>): Promise<void> {
  const folder = `/etc/systemd/user/${UNIT}.service.d`;
  mkdirSync(folder, { recursive: true });
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(`${folder}/box.conf`, `[Service]\n${lines.join('')}`);
  unit('daemon-reload');
  unit('restart', UNIT);
  await until('the exhibit runs', () => attempt(() => status().state === 'running'));
  const before = facts();
  await happen();
  await sleep(AFTER_MS);
  appendFileSync('/box/told', `${JSON.stringify({ what, before, after: facts() })}\n`);
}

/** Whatever of it changes was restarted, or given back. */
function facts() {
  const { state, reboots_left, services } = status();
  return { state, reboots_left, unit: mainPid(), services: services.map(({ name, pid, restarts }) => ({ name, pid, restarts })) };
}

interface Status {
  readonly state: string;
  readonly reboots_left: number | null;
  readonly services: readonly { readonly name: string; readonly pid: number | null; readonly restarts: number }[];
}

function status(): Status {
  return JSON.parse(execFileSync('invigil', ['status', '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));
}
