import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { killCgroups } from '../../electron/process/cgroup.ts';
import { compiled } from '../support/compile.ts';
import { until } from '../support/until.ts';
import { living, spreadTo, temporaryFolder } from './bench.ts';

const SUPERVISOR = fileURLToPath(new URL('../fixtures/processes-only.ts', import.meta.url));

/** A cgroup such as a unit delegates, or null where this machine gives us none. */
function delegated(): string | null {
  const mount = /^\S+ \S+ \S+ \S+ (\S+) .* - cgroup2 /m.exec(readFileSync('/proc/self/mountinfo', 'utf8'))?.[1];
  if (mount === undefined) return null;
  const folder = join(mount, `invigil-test-${process.pid}`);
  try {
    mkdirSync(folder);
    return folder;
  } catch {
    console.warn(`LEFT OUT: no cgroup can be made in ${mount} (as root it can)`);
    return null;
  }
}

const own = delegated();

interface Exhibit {
  readonly supervisor: ChildProcess;
  readonly events: { type: string; left?: boolean }[];
  readonly pids: readonly number[];
}

/** A supervisor in that cgroup, with one service whose processes left their group and dropped their environment. */
async function exhibit(cgroup: string): Promise<Exhibit> {
  const folder = temporaryFolder();
  const command = [compiled('spread'), join(folder, 'pids'), 'bare', 'deaf', 'child', 'setsid', 'daemon'];
  const services = JSON.stringify([{ service: 'core', command, before: [] }]);
  const supervisor = spawn(
    'sh',
    ['-c', 'echo 0 >"$0" && exec "$@"', join(cgroup, 'cgroup.procs'), process.execPath, SUPERVISOR, folder, services, 'auto'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const events: Exhibit['events'] = [];
  createInterface(supervisor.stdout).on('line', (line) => events.push(JSON.parse(line)));
  onTestFinished(async () => {
    if (supervisor.exitCode === null && supervisor.signalCode === null) {
      const exit = once(supervisor, 'exit');
      supervisor.kill('SIGKILL');
      await exit;
    }
    await until('the cgroup is empty', () => killCgroups(cgroup).length === 0 && readFileSync(join(cgroup, 'cgroup.procs'), 'utf8') === '');
    if (existsSync(join(cgroup, 'core'))) rmdirSync(join(cgroup, 'core'));
  });
  return { supervisor, events, pids: await spreadTo(join(folder, 'pids'), 4) };
}

test.skipIf(own === null)('a service in a cgroup ends as a whole, however it forks', async () => {
  onTestFinished(() => (own === null ? undefined : rmdirSync(own)));
  const { supervisor, events, pids } = await exhibit(own ?? '');
  expect(
    readFileSync(join(own ?? '', 'core', 'cgroup.procs'), 'utf8')
      .split('\n')
      .filter(Boolean),
  ).toHaveLength(4);
  supervisor.stdin?.write('core\n');
  await until('gone', () => events.some((event) => event.type === 'gone' || (event.type === 'exited' && event.left === false)));
  expect(living(pids)).toEqual([]);
  await until('its cgroup is removed', () => !existsSync(join(own ?? '', 'core')));
});

test.skipIf(own === null)('it ends with a supervisor that is killed', async () => {
  if (own !== null) mkdirSync(own, { recursive: true });
  onTestFinished(() => (own === null ? undefined : rmdirSync(own)));
  const { supervisor, pids } = await exhibit(own ?? '');
  supervisor.kill('SIGKILL');
  await until('all have ended', () => living(pids).length === 0);
});

test.skipIf(own === null)('the next supervisor empties the cgroups of an earlier one', async () => {
  if (own === null) return;
  const core = join(own, 'core');
  mkdirSync(core, { recursive: true });
  const leftover = spawn('sleep', ['60'], { stdio: 'ignore' });
  const exit = once(leftover, 'exit');
  writeFileSync(join(core, 'cgroup.procs'), String(leftover.pid));
  expect(killCgroups(own)).toEqual([leftover.pid]);
  expect(await exit).toEqual([null, 'SIGKILL']);
  await until('it can be removed', () => {
    rmdirSync(core);
    return true;
  });
  rmdirSync(own);
});
