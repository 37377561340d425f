import { spawn as start } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compiled } from '../support/compile.ts';
import { until } from '../support/until.ts';
import { bench, living, spreadTo } from './bench.ts';

test('tells pid and exit status of a program that ends', async () => {
  const { spawn, seen, events } = await bench();
  const instance = spawn(['sh', '-c', 'exit 3']);
  expect(await seen('exited', instance)).toMatchObject({ code: 3, signal: null, left: false });
  expect(events.map((event) => event.type)).toEqual(['spawned', 'exited']);
});

test('tells the signal of a program that crashes', async () => {
  const { spawn, seen } = await bench();
  const instance = spawn(['sh', '-c', 'kill -SEGV $$']);
  expect(await seen('exited', instance)).toMatchObject({ code: null, signal: 'SIGSEGV', left: false });
});

test('dispatches nothing within the call', async () => {
  const { spawn, seen, events } = await bench();
  const instance = spawn(['sleep', '60']);
  expect(events).toEqual([]);
  await seen('spawned', instance);
});

test('gives the program its folder, its environment and the marks, and nothing else', async () => {
  const { spawn, seen, output, folder, controlPath } = await bench();
  const instance = spawn(['sh', '-c', 'pwd; env'], { environment: { PATH: '/usr/bin:/bin', GREETING: 'hello' } });
  await seen('exited', instance);
  const [pwd, ...env] = output().trimEnd().split('\n');
  expect(pwd).toBe(folder);
  const own = env.filter((line) => !/^(PWD|OLDPWD|SHLVL|_)=/.test(line));
  expect(own.sort()).toEqual(['GREETING=hello', `INVIGIL_CONTROL=${controlPath}`, `INVIGIL_INSTANCE=${instance.id}`, 'PATH=/usr/bin:/bin']);
});

test('the pid it tells is that of the program itself', async () => {
  const { spawn, seen } = await bench();
  const { pid } = await seen('spawned', spawn(['sleep', '60']));
  await until('sleep runs', () => readFileSync(`/proc/${pid}/comm`, 'utf8') === 'sleep\n');
});

test('a stop reaches every process, also one that left the group', async () => {
  const { processes, spawn, seen, folder } = await bench();
  const file = join(folder, 'pids');
  const instance = spawn([compiled('spread'), file, 'child', 'setsid', 'daemon']);
  const pids = await spreadTo(file, 4);
  processes.stop(instance);
  expect(await seen('exited', instance)).toMatchObject({ signal: 'SIGTERM' });
  await until('all have ended', () => living(pids).length === 0);
});

test('a kill ends what ignores the stop signal, and tells when nothing is left', async () => {
  const { processes, spawn, seen, folder, events } = await bench();
  const file = join(folder, 'pids');
  const instance = spawn([compiled('spread'), file, 'deaf', 'child', 'setsid', 'daemon', 'storm']);
  const pids = await spreadTo(file, 4);
  processes.stop(instance);
  processes.kill(instance);
  const exited = await seen('exited', instance);
  if (exited.left) await seen('gone', instance);
  expect(living(pids)).toEqual([]);
  expect(events.filter((event) => event.type === 'exited')).toHaveLength(1);
});

test('others that outlive the program are told, and gone after the kill', async () => {
  const { processes, spawn, seen, folder } = await bench();
  const file = join(folder, 'pids');
  const instance = spawn([compiled('spread'), file, 'deaf', 'daemon', 'leave']);
  expect(await seen('exited', instance)).toMatchObject({ code: 0, left: true });
  const pids = await spreadTo(file, 1);
  expect(living(pids)).toEqual(pids);
  processes.kill(instance);
  await seen('gone', instance);
  expect(living(pids)).toEqual([]);
});

test('leftovers that end by themselves are gone without a kill', async () => {
  const { spawn, seen } = await bench();
  const instance = spawn(['sh', '-c', 'sleep 0.2 & exit 0']);
  expect(await seen('exited', instance)).toMatchObject({ left: true });
  await seen('gone', instance);
});

test('a child that dropped its environment is found by its group', async () => {
  const { processes, spawn, seen, folder } = await bench();
  const file = join(folder, 'pids');
  const instance = spawn([compiled('spread'), file, 'bare', 'child', 'leave']);
  expect(await seen('exited', instance)).toMatchObject({ left: true });
  const pids = await spreadTo(file, 1);
  processes.kill(instance);
  await seen('gone', instance);
  expect(living(pids)).toEqual([]);
});

test('the child of a killed shell wrapper is left, and killed', async () => {
  const { processes, spawn, seen, folder } = await bench();
  const file = join(folder, 'pids');
  const instance = spawn(['sh', '-c', `${compiled('spread')} ${file}; true`]);
  const { pid } = await seen('spawned', instance);
  const pids = await spreadTo(file, 1);
  process.kill(pid, 'SIGKILL');
  expect(await seen('exited', instance)).toMatchObject({ signal: 'SIGKILL', left: true });
  processes.kill(instance);
  await seen('gone', instance);
  expect(living(pids)).toEqual([]);
});

test('the exit is told though a child still holds the output', async () => {
  const { processes, spawn, seen } = await bench();
  const instance = spawn(['sh', '-c', 'sleep 60 & exit 1']);
  expect(await seen('exited', instance)).toMatchObject({ code: 1, left: true });
  processes.kill(instance);
  await seen('gone', instance);
});

test('a kill reaches neither another service nor another exhibit', async () => {
  const { processes, spawn, seen, folder, controlPath } = await bench();
  const core = spawn(['sleep', '60']);
  const audio = { service: 'audio', number: 100, id: 'audio-100' };
  spawn([compiled('spread'), join(folder, 'pids'), 'setsid'], { instance: audio });
  const pids = await spreadTo(join(folder, 'pids'), 2);
  const environment = { PATH: process.env['PATH'], INVIGIL_CONTROL: `${controlPath}-other`, INVIGIL_INSTANCE: core.id };
  const stranger = start('sleep', ['60'], { env: environment, stdio: 'ignore', detached: true });
  await once(stranger, 'spawn');
  processes.kill(core);
  expect(await seen('exited', core)).toMatchObject({ left: false });
  expect(living([...pids, stranger.pid ?? 0])).toEqual([...pids, stranger.pid]);
  stranger.kill('SIGKILL');
  await once(stranger, 'exit');
});

test('asks for a stack with the freeze signal, and lets the service live', async () => {
  const { processes, spawn, seen, output } = await bench();
  const instance = spawn(['sh', '-c', 'trap "echo trace" USR1; echo up; while :; do sleep 0.05; done'], { freezeSignal: 'SIGUSR1' });
  await until('it is up', () => output().includes('up'));
  processes.stack(instance);
  await until('the trace', () => output().includes('trace'));
  processes.kill(instance);
  expect(await seen('exited', instance)).toMatchObject({ signal: 'SIGKILL' });
});

test('knows whether a debugger holds the program', async () => {
  const { processes, spawn, seen } = await bench();
  const instance = spawn(['sleep', '60']);
  const { pid } = await seen('spawned', instance);
  expect(processes.traced(instance)).toBe(false);
  const tracer = start(compiled('tracer'), [String(pid)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(tracer.stdout, 'data');
  expect(processes.traced(instance)).toBe(true);
  tracer.kill('SIGKILL');
  await once(tracer, 'exit');
});

test('a service is never started twice at once', async () => {
  const { spawn, seen } = await bench();
  await seen('spawned', spawn(['sleep', '60']));
  expect(() => spawn(['sleep', '60'])).toThrow('core is to start while it still runs');
});

test('what is asked of an old instance does not reach the new one', async () => {
  const { processes, spawn, seen } = await bench();
  const old = spawn(['true']);
  await seen('exited', old);
  const fresh = spawn(['sleep', '60']);
  const { pid } = await seen('spawned', fresh);
  processes.kill(old);
  processes.stop(old);
  expect(processes.traced(old)).toBe(false);
  expect(living([pid])).toEqual([pid]);
});

test('close ends everything and dispatches nothing more', async () => {
  const { processes, spawn, seen, folder, events } = await bench();
  const file = join(folder, 'pids');
  const instance = spawn([compiled('spread'), file, 'deaf', 'child', 'setsid', 'daemon']);
  await seen('spawned', instance);
  const pids = await spreadTo(file, 4);
  await processes.close();
  expect(living(pids)).toEqual([]);
  expect(events.map((event) => event.type)).toEqual(['spawned']);
});
