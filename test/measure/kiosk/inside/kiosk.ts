/** The kiosk's user from outside: what runs as that user, and programs run as it. */
import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs, startedAtMs } from './clock.ts';

export const USER = 'kiosk';
export const UNIT = 'invigil@test';
/** After this an exhibit that does not come back never will. */
const DEADLINE_MS = 60_000;

export const uid = (): number => Number(execFileSync('id', ['-u', USER], { encoding: 'utf8' }));

/** The command as that user, with what leads to its session and its bus. */
export function asKiosk(command: readonly string[]): [string, ...string[]] {
  const runtime = `/run/user/${uid()}`;
  return [
    'setpriv',
    `--reuid=${USER}`,
    `--regid=${USER}`,
    '--init-groups',
    'env',
    '-i',
    `HOME=/home/${USER}`,
    'PATH=/usr/local/bin:/usr/bin:/bin',
    `XDG_RUNTIME_DIR=${runtime}`,
    `DBUS_SESSION_BUS_ADDRESS=unix:path=${runtime}/bus`,
    'WAYLAND_DISPLAY=wayland-1',
    ...command,
  ];
}

/** A program that says nothing for so long hangs. */
const ANSWER_MS = 120_000;

/** Runs it and gives back what it says; a failure is told with what it said. */
export function run(command: readonly string[]): string {
  const [program = 'true', ...args] = command;
  const done = spawnSync(program, args, { encoding: 'utf8', timeout: ANSWER_MS });
  if (done.status !== 0) throw new Error(`${command.join(' ')}: ${said(done)}`);
  return done.stdout.trim();
}

const said = ({ status, signal, stdout, stderr, error }: SpawnSyncReturns<string>) =>
  `${error?.message ?? signal ?? `exit status ${status}`}\n${stdout}${stderr}`;

export const kiosk = (...command: readonly string[]) => run(asKiosk(command));
export const unit = (...args: readonly string[]) => kiosk('systemctl', '--user', ...args);
export const mainPid = () => Number(unit('show', '-P', 'MainPID', UNIT));

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly startedAt: number;
}

/** Everything that runs as the kiosk's user. */
export function processes(): readonly Process[] {
  const owner = uid();
  return readdirSync('/proc').flatMap((entry): Process[] => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      if (statSync(`/proc/${entry}`).uid !== owner) return [];
      const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? [];
      const [state = '', parent = ''] = rest.split(' ');
      return state === 'Z' ? [] : [{ pid: Number(entry), parent: Number(parent), name, startedAt: startedAtMs(Number(entry)) }];
    } catch {
      return []; // It has ended while it was looked at.
    }
  });
}

export const running = (name: string): number | null => processes().find((one) => one.name === name)?.pid ?? null;

export async function until(what: string, holds: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  const end = nowMs() + DEADLINE_MS;
  for (;;) {
    if (await holds()) return;
    if (nowMs() > end) throw new Error(`waited in vain for: ${what}`);
    await sleep(everyMs);
  }
}

/** The same, where asking may fail as long as what is asked for is not there. */
export function attempt(holds: () => boolean): boolean {
  try {
    return holds();
  } catch {
    return false;
  }
}
