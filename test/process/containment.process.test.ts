/** What is promised of containment holds with a cgroup and without one, however hard the program makes it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compiled } from '../support/compile.ts';
import { until } from '../support/until.ts';
import { bench, living, spreadTo, temporaryFolder } from './bench.ts';
import { CONTAINMENTS, endAtLast, supervised } from './supervised.ts';

const awkward = () => compiled('awkward', ['-pthread']);
const mayUnshare = spawnSync('unshare', ['--map-root-user', 'true'], { stdio: 'ignore' }).status === 0;
const isRoot = process.getuid?.() === 0;

describe.each(CONTAINMENTS)('$how', ({ below }) => {
  const core = (command: (folder: string) => readonly string[], processes = 200) =>
    supervised({ below, services: (folder) => [{ service: 'core', command: command(folder), limits: { processes } }] });
  const noted = (folder: string) => join(folder, 'pids');

  test('what forks twice and calls setsid ends', async () => {
    const { folder, kill, gone } = core((at) => [compiled('spread'), noted(at), 'deaf', 'child', 'setsid', 'daemon']);
    const pids = await spreadTo(noted(folder), 4);
    endAtLast(pids);
    kill('core');
    await gone('core');
    expect(living(pids)).toEqual([]);
  });

  test('a child with an environment that was overwritten is left, and ends', async () => {
    const { folder, kill, gone, events } = core((at) => [awkward(), noted(at), 'erase']);
    const pids = await spreadTo(noted(folder), 1);
    endAtLast(pids);
    expect(readFileSync(`/proc/${pids[0]}/environ`, 'latin1')).not.toContain('INVIGIL');
    await until('the program has ended', () => events.some(({ type, left }) => type === 'exited' && left));
    kill('core');
    await gone('core');
    expect(living(pids)).toEqual([]);
  });

  test('a child without environment in another session ends with its parent', async () => {
    const { folder, kill, gone } = core((at) => [awkward(), noted(at), 'hidden']);
    const pids = await spreadTo(noted(folder), 1);
    endAtLast(pids);
    kill('core');
    await gone('core');
    expect(living(pids)).toEqual([]);
  });

  test.skipIf(!mayUnshare)('what has a user namespace of its own ends', async () => {
    const { folder, kill, gone } = core((at) => ['unshare', '--map-root-user', compiled('spread'), noted(at), 'deaf', 'setsid', 'daemon']);
    const pids = await spreadTo(noted(folder), 3);
    endAtLast(pids);
    kill('core');
    await gone('core');
    expect(living(pids)).toEqual([]);
  });

  test('children that nobody waits for are no leftovers', async () => {
    const { folder, kill, gone, events } = core((at) => [awkward(), noted(at), 'zombies', '300']);
    const pids = await spreadTo(noted(folder), 1);
    endAtLast(pids);
    kill('core');
    await gone('core');
    expect(events.map(({ type }) => type)).not.toContain('over-limit');
    expect(living(pids)).toEqual([]);
  });

  test('a process whose first thread has ended is left, and ends', async () => {
    const { folder, kill, gone, events } = core((at) => [awkward(), noted(at), 'headless']);
    const [pid = 0] = await spreadTo(noted(folder), 1);
    endAtLast([pid]);
    await until('the program has ended', () => events.some(({ type }) => type === 'exited'));
    expect(events.find(({ type }) => type === 'exited')).toMatchObject({ left: true });
    kill('core');
    await gone('core');
    expect(living([pid])).toEqual([]);
  });

  test('thousands of short children count for nothing', async () => {
    const { folder, kill, gone, events } = core((at) => [awkward(), noted(at), 'short', '3000'], 20);
    const pids = await spreadTo(noted(folder), 1);
    endAtLast(pids);
    kill('core');
    await gone('core');
    expect(living(pids)).toEqual([]);
    expect(events.map(({ type }) => type)).not.toContain('over-limit');
  });

  test.each(['group', 'sessions', 'move'])('what multiplies is told, and the kill wins (%s)', async (how) => {
    const { kill, gone, events, folder } = core(() => [compiled('multiply'), how, '1500'], 100);
    await until('it is told', () => events.some(({ type }) => type === 'over-limit'), 30_000);
    kill('core');
    await gone('core');
    expect(ofFolder(folder)).toEqual([]);
  });
});

/** Live processes that carry the mark of the exhibit in this folder, seen without the code under test; but for what waits for a next start. */
function ofFolder(folder: string): string[] {
  const { stdout } = spawnSync('grep', ['-lsF', `INVIGIL_CONTROL=${folder}/`, '-r', '--include=environ', '/proc'], { encoding: 'utf8' });
  const isSpare = (file: string) => spawnSync('grep', ['-qF', 'invigil-spare', file.replace(/environ$/, 'cmdline')]).status === 0;
  return stdout.split('\n').filter((file) => file !== '' && !isSpare(file));
}

test.skipIf(!isRoot)('what became another user is told once, and nothing follows it while it lives', async () => {
  const programs = temporaryFolder();
  const rooted = join(programs, 'rooted');
  copyFileSync(awkward(), rooted);
  chmodSync(programs, 0o755);
  chmodSync(rooted, 0o4755);
  const { folder, kill, gone, logged, events } = supervised({
    below: null,
    user: 65534,
    services: (at) => [{ service: 'core', command: [rooted, join(at, 'pids'), 'rooted'] }],
  });
  const [pid = 0] = await spreadTo(join(folder, 'pids'), 1);
  endAtLast([pid]);
  kill('core');
  kill('core');
  await until('it is told', () => logged.some((line) => line.includes(`process ${pid} of`)));
  expect(living([pid])).toEqual([pid]);
  expect(events.map(({ type }) => type)).toEqual(['spawned']);
  process.kill(pid, 'SIGKILL');
  await gone('core');
  expect(logged.filter((line) => line.includes("another user's"))).toHaveLength(1);
});

const mayChoosePids = isRoot && existsSync('/proc/sys/kernel/ns_last_pid');

test.skipIf(!mayChoosePids)('a stranger who was given the pid of an ended program is left alone', () => {
  const fixture = fileURLToPath(new URL('../fixtures/reused-pid.ts', import.meta.url));
  const inside = ['--pid', '--fork', '--mount-proc', '--kill-child=KILL', process.execPath, fixture, temporaryFolder()];
  const { stdout, stderr } = spawnSync('unshare', inside, { encoding: 'utf8', timeout: 50_000 });
  expect(stdout, stderr).toBe('{"left":true,"counted":false,"members":false,"lives":true}\n');
});

describe('the processes of an instance', () => {
  test('are told, the program first', async () => {
    const { processes, spawn, seen, folder } = await bench();
    const file = join(folder, 'pids');
    const instance = spawn([compiled('spread'), file, 'child', 'setsid', 'daemon']);
    const pids = await spreadTo(file, 4);
    const { pid } = await seen('spawned', instance);
    const members = processes.members(instance);
    expect(members[0]).toBe(pid);
    expect(members.toSorted()).toEqual(pids.toSorted());
    // The last one, whose parent has ended, is of no family any more.
    expect(processes.family(instance)).toHaveLength(3);
  });

  test('are none when it has ended', async () => {
    const { processes, spawn, seen } = await bench();
    const instance = spawn(['true']);
    await seen('exited', instance);
    expect(processes.members(instance)).toEqual([]);
  });
});
