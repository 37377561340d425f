/** A supervisor process without a policy (test/fixtures/processes-only.ts), in a cgroup of its own or in none, with services that it starts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { killCgroups } from '../../electron/process/cgroup.ts';
import { send } from '../../electron/process/containment.ts';
import type { Limits } from '../../electron/supervisor/ports.ts';
import { cgroupMount } from '../support/cgroup.ts';
import { until } from '../support/until.ts';
import { living, temporaryFolder } from './bench.ts';

const SUPERVISOR = fileURLToPath(new URL('../fixtures/processes-only.ts', import.meta.url));

interface Told {
  readonly type: string;
  readonly service?: string;
  readonly left?: boolean;
}

export interface Supervised {
  readonly supervisor: ChildProcess;
  readonly folder: string;
  /** The folder of its cgroup. */
  readonly cgroup: string | null;
  readonly events: readonly Told[];
  readonly logged: readonly string[];
  /** SIGKILL to all of the service. */
  kill(service: string): void;
  /** Nothing of the service is left. */
  gone(service: string): Promise<void>;
}

export interface Options {
  readonly services: (folder: string) => readonly { service: string; command: readonly string[]; limits?: Partial<Limits> }[];
  /** Below this folder a cgroup is made for the supervisor; null: it has none of its own. */
  readonly below: string | null;
  /** Runs as this user instead. */
  readonly user?: number;
}

let made = 0;

export function supervised({ services, below, user }: Options): Supervised {
  const folder = temporaryFolder();
  chmodSync(folder, 0o777);
  const cgroup = below === null ? null : join(below, `invigil-test-${process.pid}-${++made}`);
  if (cgroup !== null) mkdirSync(cgroup);
  const inside = cgroup === null ? [] : ['sh', '-c', 'echo 0 >"$0" && exec "$@"', join(cgroup, 'cgroup.procs')];
  const as = user === undefined ? [] : ['setpriv', '--reuid', `${user}`, '--regid', `${user}`, '--clear-groups', '--'];
  const list = services(folder).map((each) => ({ before: [], ...each }));
  const command = [process.execPath, SUPERVISOR, folder, JSON.stringify(list), cgroup === null ? 'off' : 'auto'];
  const [program = '', ...args] = [...inside, ...as, ...command];
  const supervisor = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const events: Told[] = [];
  const logged: string[] = [];
  createInterface(supervisor.stdout).on('line', (line) => events.push(JSON.parse(line)));
  createInterface(supervisor.stderr).on('line', (line) => logged.push(line));
  onTestFinished(async () => {
    if (supervisor.exitCode === null && supervisor.signalCode === null) {
      const exit = once(supervisor, 'exit');
      supervisor.kill('SIGKILL');
      await exit;
    }
    if (cgroup !== null) await removeCgroup(cgroup);
  });
  return {
    supervisor,
    folder,
    cgroup,
    events,
    logged,
    kill(service) {
      supervisor.stdin.write(`${service}\n`);
    },
    async gone(service) {
      const isOver = (event: Told) =>
        event.service === service && (event.type === 'gone' || (event.type === 'exited' && event.left === false));
      await until(`${service} is gone; seen: ${JSON.stringify(events)}`, () => events.some(isOver), 30_000);
    },
  };
}

async function removeCgroup(cgroup: string): Promise<void> {
  const isEmpty = () => killCgroups(cgroup).length === 0 && readFileSync(join(cgroup, 'cgroup.procs'), 'utf8') === '';
  await until(`${cgroup} is empty`, isEmpty, 30_000);
  for (const name of ['core', '_supervisor', '.']) if (existsSync(join(cgroup, name))) rmdirSync(join(cgroup, name));
}

/** Ends what a failed test has left. */
export function endAtLast(pids: readonly number[]): void {
  onTestFinished(() => {
    for (const pid of living(pids)) send(pid, 'SIGKILL');
  });
}

/** The ways of containment that this machine allows, with the folder in which cgroups can be made. */
export const CONTAINMENTS = [
  { how: 'without a cgroup', below: null },
  ...[cgroupMount()].filter((mount) => mount !== null).map((below) => ({ how: 'with a cgroup', below })),
];
