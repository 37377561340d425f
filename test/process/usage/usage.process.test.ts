import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Census } from '../../../electron/process/usage/census.ts';
import { Memory } from '../../../electron/process/usage/memory.ts';
import type { OverLimit, Watched } from '../../../electron/process/usage/messages.ts';
import { Usage } from '../../../electron/process/usage/usage.ts';
import { compiled } from '../../support/compile.ts';
import { until } from '../../support/until.ts';
import { bench, spreadTo, temporaryFolder, UNLIMITED } from '../bench.ts';

const NOBODY: Watched = { service: 'core', instance: 1, pid: process.pid, marks: ['NO=ONE'], cgroup: null, limits: UNLIMITED };

describe('the census', () => {
  test('knows every process of a service, as it comes and goes', async () => {
    const { processes, spawn, seen, folder, controlPath } = await bench();
    const file = join(folder, 'pids');
    const census = new Census();
    onTestFinished(() => census.close());
    const before = spawn([compiled('spread'), file, 'child', 'setsid']);
    const { pid } = await seen('spawned', before);
    census.add({ ...NOBODY, pid, marks: [`INVIGIL_CONTROL=${controlPath}`, `INVIGIL_INSTANCE=${before.id}`] });
    const first = await spreadTo(file, 3);
    await until('the first three', () => census.of('core').size === 3);
    expect([...census.of('core').keys()].toSorted()).toEqual(first.toSorted());
    // Another one with the marks, whose parent is a stranger.
    const environment = { PATH: process.env['PATH'], INVIGIL_CONTROL: controlPath, INVIGIL_INSTANCE: before.id };
    const late = start(environment);
    await until('the late one', () => census.of('core').has(late.pid ?? 0));
    late.kill('SIGKILL');
    await once(late, 'exit');
    expect([...census.of('core').keys()].toSorted()).toEqual(first.toSorted());
    processes.kill(before);
    await until('nobody is left', () => census.of('core').size === 0);
  });

  test('tells services and strangers apart', async () => {
    const mark = (id: string) => ({ PATH: process.env['PATH'], INVIGIL_INSTANCE: id });
    const [core, audio, stranger] = [start(mark('core-1')), start(mark('audio-1')), start({ PATH: process.env['PATH'] })];
    const census = new Census();
    onTestFinished(() => census.close());
    for (const [service, child] of [
      ['core', core],
      ['audio', audio],
    ] as const) {
      census.add({ ...NOBODY, service, pid: child.pid ?? 0, marks: [`INVIGIL_INSTANCE=${service}-1`] });
    }
    await until('both', () => census.of('core').size === 1 && census.of('audio').size === 1);
    expect([...census.of('core').keys()]).toEqual([core.pid]);
    census.remove('core');
    expect(census.of('core').size).toBe(0);
    expect([...census.of('audio').keys()]).toEqual([audio.pid]);
    expect(census.of('audio').has(stranger.pid ?? 0)).toBe(false);
  });

  test('memory that processes share counts once', async () => {
    const { spawn, seen, folder } = await bench();
    const file = join(folder, 'pids');
    const { pid } = await seen('spawned', spawn([compiled('share'), file, '40', '4']));
    await spreadTo(file, 5);
    const census = new Census();
    onTestFinished(() => census.close());
    census.add({ ...NOBODY, pid });
    const memory = new Memory();
    const found = census.of('core');
    expect(found.size).toBe(5);
    expect(memory.atMost(found)).toBeGreaterThan(200e6);
    const pss = memory.read(found, 0);
    expect(pss).toBeGreaterThan(40e6);
    expect(pss).toBeLessThan(60e6);
  });
});

function start(env: NodeJS.ProcessEnv) {
  const child = spawn('sleep', ['60'], { env, stdio: 'ignore', detached: true });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

describe('limits', () => {
  test('too much memory is told, again and again', async () => {
    const { processes, spawn, events, folder, seen } = await bench();
    const limits = { ...UNLIMITED, memoryBytes: 30e6 };
    const instance = spawn([compiled('share'), join(folder, 'pids'), '40', '1'], { limits });
    const over = await seen('over-limit', instance);
    expect(over).toMatchObject({ limit: 'memory', allowed: 30e6 });
    expect(over.found).toBeGreaterThan(40e6);
    await until('it is told again', () => events.filter(({ type }) => type === 'over-limit').length > 2);
    processes.kill(instance);
    await until('its end', () => events.some(({ type }) => type === 'exited'));
  });

  test('too many processes are told', async () => {
    const { spawn, seen, folder } = await bench();
    const limits = { ...UNLIMITED, processes: 3 };
    const instance = spawn([compiled('share'), join(folder, 'pids'), '1', '4'], { limits });
    expect(await seen('over-limit', instance)).toMatchObject({ limit: 'processes', found: 5, allowed: 3 });
  });
});

test('what a service used is recorded', async () => {
  const { processes, spawn, folder } = await bench();
  spawn([compiled('share'), join(folder, 'pids'), '40', '4']);
  const sample = await until('a sample', async () => (await processes.usage('core'))[0], 40_000);
  expect(sample.processes).toBe(5);
  expect(sample.memoryBytes).toBeGreaterThan(40e6);
  expect(sample.memoryBytes).toBeLessThan(60e6);
  // Input and output of each.
  expect(sample.openFiles).toBeGreaterThanOrEqual(15);
  expect(sample.cpuPercent).toBeGreaterThanOrEqual(0);
  expect(await processes.usage('nobody')).toEqual([]);
});

describe('a worker that ends', () => {
  const file = new URL('../../fixtures/mortal-usage-worker.ts', import.meta.url);

  test('is told, answers with nothing, and the next one knows what runs', async () => {
    const overs: OverLimit[] = [];
    const logged: string[] = [];
    const usage = new Usage({ over: (over) => overs.push(over), log: (_, message) => logged.push(message) }, file);
    onTestFinished(() => usage.close());
    usage.begin(NOBODY);
    await until('the first worker', () => overs.length === 1);
    expect(await usage.ask('core')).toEqual([]);
    expect(logged.join()).toContain('asked to death');
    await until('the second worker', () => overs.length === 2);
    expect(overs[1]).toEqual({ service: 'core', instance: 1, limit: 'memory', found: 2, allowed: 1 });
  });

  test('what it says of an instance that has ended is not heard', async () => {
    const overs: OverLimit[] = [];
    const usage = new Usage({ over: (over) => overs.push(over), log: () => undefined }, file);
    onTestFinished(() => usage.close());
    usage.begin(NOBODY);
    usage.end('core');
    usage.begin({ ...NOBODY, service: 'audio' });
    await until('word of the other', () => overs.length > 0);
    expect(overs.map(({ service }) => service)).toEqual(['audio']);
  });

  test('one that cannot be started is told', async () => {
    const logged: string[] = [];
    const usage = new Usage(
      { over: () => undefined, log: (_, message) => logged.push(message) },
      new URL(`file://${temporaryFolder()}/none.js`),
    );
    onTestFinished(() => usage.close());
    usage.begin(NOBODY);
    await until('it is told', () => logged.length > 0);
    expect(await usage.ask('core')).toEqual([]);
  });
});
