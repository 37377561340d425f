/**
 * In the box: ends parts of a running kiosk in every way that is asked for, again and again, and writes down how long the right picture
 * was away and what was left of what had been ended.
 */
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { nowMs } from './clock.ts';
import { Eye } from './eye.ts';
import { install } from './install.ts';
import { attempt, kiosk, mainPid, type Process, processes, run, running, UNIT, uid, unit, until } from './kiosk.ts';

/** So long the picture has to stay before it counts as back. */
const STEADY_MS = 1_500;
/** Asking systemd takes some 20 ms of a core, which what is timed may need itself: the picture tells the time, not these questions. */
const ASKED_EVERY_MS = 250;

/** Each strikes, and returns what tells that it has had its effect. */
const OUTAGES: Readonly<Record<string, () => () => boolean>> = {
  'supervisor killed': () => {
    const pid = mainPid();
    process.kill(pid, 'SIGKILL');
    return () => ![0, pid].includes(mainPid());
  },
  'supervisor frozen': () => {
    const pid = mainPid();
    process.kill(pid, 'SIGSTOP');
    return () => ![0, pid].includes(mainPid());
  },
  'unit restarted': () => {
    const pid = mainPid();
    unit('restart', '--no-block', UNIT);
    return () => ![0, pid].includes(mainPid());
  },
  'package upgraded in place': () => {
    const pid = mainPid();
    run(['dpkg', '-i', '/box/invigil.deb']);
    return () => ![0, pid].includes(mainPid());
  },
  'compositor killed': () => {
    const pid = running('sway');
    if (pid !== null) process.kill(pid, 'SIGKILL');
    return () => ![null, pid].includes(running('sway'));
  },
  'logout and login': () => {
    const pid = running('sway');
    kiosk('sh', '-c', 'SWAYSOCK=$(ls "$XDG_RUNTIME_DIR"/sway-ipc.*."$(pgrep -x sway)".sock) swaymsg -q exit || true');
    return () => ![null, pid].includes(running('sway'));
  },
};

const boot = Number(process.env['BOOT']);
if (boot === 1) {
  install();
  run(['systemctl', 'reboot']);
  await until('the reboot', () => false);
}

const rounds = Number(readFileSync('/box/rounds', 'utf8'));
await until('the kiosk has a user manager', () => attempt(() => run(['loginctl', 'show-user', 'kiosk']) !== ''));
const eye = new Eye();
await until('the right picture', () => eye.isSteady(STEADY_MS));
for (let round = 0; round < rounds; round += 1) {
  for (const [outage, strike] of Object.entries(OUTAGES))
    appendFileSync('/box/times', `${JSON.stringify({ outage, ...(await see(strike)) })}\n`);
}
eye.close();

async function see(strike: () => () => boolean): Promise<{ readonly awayMs: number; readonly left: readonly string[] }> {
  // Every outage is the first: after thirty ends in a row the unit rests for 10 s before each further start.
  rmSync(`/run/user/${uid()}/invigil-ends-test`, { force: true });
  const before = processes();
  const from = nowMs();
  const hasTakenEffect = strike();
  await until('an effect', () => attempt(hasTakenEffect), ASKED_EVERY_MS);
  // The picture stays for a moment when what shows it is being ended.
  await until('the supervisor at work', () => attempt(() => unit('is-active', UNIT) === 'active'), ASKED_EVERY_MS);
  const at = nowMs();
  await until('the right picture again', () => nowMs() - at > STEADY_MS && eye.isSteady(STEADY_MS));
  const since = eye.steadySince ?? nowMs();
  return { awayMs: Math.max(0, since - from), left: leftovers(before) };
}

/** What ran before, runs still, and has lost its parent meanwhile; and programs of which there is one more than before. */
function leftovers(before: readonly Process[]): string[] {
  const now = processes();
  const orphans = now.filter(({ pid, parent, startedAt }) =>
    before.some((one) => one.pid === pid && one.startedAt === startedAt && one.parent !== parent),
  );
  const count = (list: readonly Process[], name: string) => list.filter((one) => one.name === name).length;
  const more = ['sway', 'node', 'core'].filter((name) => count(now, name) > count(before, name));
  return [...orphans.map(({ name, pid }) => `${name} ${pid}`), ...more.map((name) => `one more ${name}`)];
}
