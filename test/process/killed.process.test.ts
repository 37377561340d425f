import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { send } from '../../electron/process/containment.ts';
import { GUARD_MARK } from '../../electron/process/guard.ts';
import { findMarked } from '../../electron/process/marked.ts';
import { CONTROL_MARK, sweep } from '../../electron/process/sweep.ts';
import { compiled } from '../support/compile.ts';
import { until } from '../support/until.ts';
import { bench, living, spreadTo, temporaryFolder } from './bench.ts';

const SUPERVISOR = fileURLToPath(new URL('../fixtures/processes-only.ts', import.meta.url));

/** Longest wait for a guard on a busy machine: it looks again and again for what moves on all the time. */
const BUSY_MS = 20_000;

interface Exhibit {
  readonly folder: string;
  readonly supervisor: ChildProcess;
  /** Every process that its services have noted. */
  readonly pids: readonly number[];
  /** What carries the exhibit's mark. */
  marked(): number[];
  guards(): number[];
}

/** A real supervisor with services that fork, call setsid, ignore SIGTERM, went to the background or are being prepared. */
async function exhibit(): Promise<Exhibit> {
  const folder = temporaryFolder();
  const spread = compiled('spread');
  const services = [
    { service: 'core', command: [spread, join(folder, 'core'), 'deaf', 'child', 'setsid', 'daemon', 'storm'], before: [] },
    { service: 'audio', command: ['sh', '-c', `${spread} ${join(folder, 'audio')} deaf setsid; true`], before: [] },
    { service: 'lights', command: [spread, join(folder, 'lights'), 'deaf', 'child', 'daemon', 'leave'], before: [] },
    { service: 'display', command: ['true'], before: [[spread, join(folder, 'display'), 'deaf', 'setsid']] },
    { service: 'bare', command: [spread, join(folder, 'bare'), 'bare', 'child'], before: [] },
  ];
  const supervisor = spawn(process.execPath, [SUPERVISOR, folder, JSON.stringify(services)], { stdio: ['pipe', 'ignore', 'ignore'] });
  const marked = () => [...findMarked([`${CONTROL_MARK}=${join(folder, 'control.sock')}`])];
  const guards = () => [...findMarked([`${GUARD_MARK}=${join(folder, 'control.sock')}`])];
  onTestFinished(async () => {
    await killAndWait(supervisor);
    await sweep(join(folder, 'control.sock'), null);
    for (const pid of living(pids)) send(pid, 'SIGKILL');
  });
  const noted = [spreadTo(join(folder, 'core'), 4), spreadTo(join(folder, 'audio'), 2), spreadTo(join(folder, 'lights'), 2)];
  const pids: number[] = [];
  for (const each of [...noted, spreadTo(join(folder, 'display'), 2), spreadTo(join(folder, 'bare'), 2)]) pids.push(...(await each));
  // A service may run before its supervisor knows: what is killed just then is not what is tested here.
  await until('all are started', () => existsSync(join(folder, 'begun')), BUSY_MS);
  return { folder, supervisor, pids, marked, guards };
}

async function killAndWait(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** A signal to 0 would reach whoever runs the tests. */
function only(pids: readonly number[]): number {
  const [pid] = pids;
  if (pid === undefined || pids.length > 1) throw new Error(`one guard is there; found: ${pids.join(', ') || 'none'}`);
  return pid;
}

test('nothing outlives a supervisor that is killed', async () => {
  const { supervisor, pids, marked, guards } = await exhibit();
  expect(living(pids)).toHaveLength(12);
  await killAndWait(supervisor);
  await until('all have ended', () => living(pids).length === 0 && marked().length === 0, BUSY_MS);
  await until('the guard has ended too', () => guards().length === 0, BUSY_MS);
});

test('the guard ignores what a terminal sends', async () => {
  const { supervisor, pids, guards } = await exhibit();
  const guard = only(guards());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.kill(guard, signal);
  await killAndWait(supervisor);
  await until('all have ended', () => living(pids).length === 0, BUSY_MS);
});

test('a guard that dies is started again and knows all', async () => {
  const { supervisor, pids, guards } = await exhibit();
  const first = only(guards());
  process.kill(first, 'SIGKILL');
  await until('another guard', () => guards().find((pid) => pid !== first));
  await killAndWait(supervisor);
  await until('all have ended', () => living(pids).length === 0, BUSY_MS);
});

test('the next supervisor ends what a dead one and its dead guard left', async () => {
  const { folder, supervisor, pids, marked, guards } = await exhibit();
  supervisor.kill('SIGSTOP');
  for (const guard of guards()) process.kill(guard, 'SIGKILL');
  await killAndWait(supervisor);
  // The parent-death signal has ended the programs that the supervisor started, but not their children.
  expect(living(pids).length).toBeGreaterThan(0);
  const { logged } = await bench({ folder });
  expect(marked()).toEqual([]);
  expect(logged.join()).toMatch(/ended \d+ processes that an earlier supervisor had left/);
});

test('a guard still at work finishes before the next supervisor starts anything', async () => {
  const { folder, supervisor, pids, guards } = await exhibit();
  const old = only(guards());
  process.kill(old, 'SIGSTOP');
  await killAndWait(supervisor);
  const { spawn: start, seen } = await bench({ folder });
  // Also the child that only the guard knows of: it has dropped its environment. What is being taken down runs no more code of its
  // own, and is not waited for.
  await until('all have ended', () => living([old, ...pids]).length === 0, 1_000);
  const { pid } = await seen('spawned', start(['sleep', '60']));
  expect(living([pid])).toEqual([pid]);
});

test('a guard that does not end is ended', async () => {
  const folder = temporaryFolder();
  const environment = { PATH: process.env['PATH'], [GUARD_MARK]: join(folder, 'control.sock') };
  const hanging = spawn('sleep', ['60'], { env: environment, stdio: ['pipe', 'ignore', 'ignore'] });
  await once(hanging, 'spawn');
  const exit = once(hanging, 'exit');
  await bench({ folder });
  expect(await exit).toEqual([null, 'SIGKILL']);
});
