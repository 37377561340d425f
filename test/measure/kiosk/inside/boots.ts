/**
 * In the box, once for each boot. The first installs by two commands, and reboots; the others wait for the picture, write down when it
 * came, and reboot.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { nowMs, startedAtMs } from './clock.ts';
import { Eye } from './eye.ts';
import { install } from './install.ts';
import { run, until } from './kiosk.ts';

const boot = Number(process.env['BOOT']);
const boots = Number(readFileSync('/box/boots', 'utf8'));

if (boot === 1) {
  install();
} else {
  const eye = new Eye();
  await until('the right picture', () => eye.isSteady(1_000));
  const shownAt = eye.steadySince ?? nowMs();
  eye.close();
  appendFileSync('/box/times', `${JSON.stringify({ boot: shownAt - startedAtMs(1), login: shownAt - loginAtMs() })}\n`);
}
if (boot <= boots) {
  run(['systemctl', 'reboot']);
  // The box goes down meanwhile.
  await until('the reboot', () => false);
}

/** When logind knew of the session. */
function loginAtMs(): number {
  const sessions = run(['loginctl', 'list-sessions', '--no-legend']).split('\n');
  const id =
    sessions
      .find((line) => line.includes('seat0'))
      ?.trim()
      .split(/\s+/)[0] ?? '';
  return Number(run(['loginctl', 'show-session', id, '-P', 'TimestampMonotonic'])) / 1e3;
}
