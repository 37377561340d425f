import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { unlessGone } from '../../electron/process/errors.ts';
import { hasPlainShell } from '../../electron/process/spare.ts';
import type { SpawnRequest } from '../../electron/supervisor/ports.ts';
import { testWith } from '../support/needs.ts';
import { until } from '../support/until.ts';
import { bench, living, UNLIMITED } from './bench.ts';
import { CONTAINMENTS, supervised } from './supervised.ts';

/** On the machines that Invigil is made for it is dash; elsewhere there are no spares, and every start forks. */
const missing = hasPlainShell() ? [] : ['dash as /bin/sh'];
const spareTest = (title: string, run: () => Promise<void>) => testWith(title, missing, run);

/** Longer than a program has to run before there is a spare of it, on a busy machine. */
const PATIENCE_MS = 20_000;
const SLEEP = ['sleep', '60'] as const;

/** Processes that wait for their turn in the exhibit of this control socket. */
function waitingOf(controlPath: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && read(pid, 'cmdline').includes('\0invigil-spare\0'))
    .filter((pid) => read(pid, 'environ').split('\0').includes(`INVIGIL_CONTROL=${controlPath}`));
}

const read = (pid: number, name: string) => textOf(`/proc/${pid}/${name}`);

/** Empty where there is none, or none any more. */
function textOf(path: string): string {
  return unlessGone(() => readFileSync(path, 'latin1')) ?? '';
}

async function spareOf(controlPath: string): Promise<number> {
  const [pid] = await until('a spare waits', () => [waitingOf(controlPath)].find(({ length }) => length > 0), PATIENCE_MS);
  return pid ?? Number.NaN;
}

spareTest('the next start of the same becomes of a process that was made before', async () => {
  const { processes, spawn, seen, controlPath, folder } = await bench();
  const command = ['sh', '-c', 'env >"$OUT"; pwd >>"$OUT"; readlink /proc/self/fd/0 >>"$OUT"; exec sleep 60'] as const;
  const environment = { PATH: '/usr/bin:/bin', GREETING: 'hello, dear  world ', OUT: join(folder, 'first') };
  const first = spawn(command, { environment });
  const spare = await spareOf(controlPath);
  expect(processes.members(first)).not.toContain(spare);
  processes.kill(first);
  expect(await seen('exited', first)).toMatchObject({ left: false });

  const out = join(folder, 'second');
  const second = spawn(command, { environment: { ...environment, OUT: out, NOTIFY_SOCKET: '/run/new one' } });
  expect((await seen('spawned', second)).pid).toBe(spare);
  const text = await until('the program has written', () => [textOf(out)].find((found) => found.includes('/dev/null')));
  const lines = text.trimEnd().split('\n');
  expect(lines.slice(-2)).toEqual([folder, '/dev/null']);
  // The shell of the program itself says where it is.
  expect(
    lines
      .slice(0, -2)
      .filter((line) => !line.startsWith('PWD='))
      .sort(),
  ).toEqual(
    [
      'GREETING=hello, dear  world ',
      `INVIGIL_CONTROL=${controlPath}`,
      `INVIGIL_INSTANCE=${second.id}`,
      'NOTIFY_SOCKET=/run/new one',
      `OUT=${out}`,
      'PATH=/usr/bin:/bin',
    ].sort(),
  );
  expect(processes.members(second)[0]).toBe(spare);
  processes.kill(second);
  expect(await seen('exited', second)).toMatchObject({ signal: 'SIGKILL', left: false });
});

const PLAIN = { environment: { PATH: '/usr/bin:/bin', MORE: 'one' } };
const others: readonly [what: string, command: SpawnRequest['command'], more: Partial<SpawnRequest>][] = [
  ['another command', ['sleep', '61'], PLAIN],
  ['the same with other limits', SLEEP, { ...PLAIN, limits: { ...UNLIMITED, openFiles: 100 } }],
  ['the same without a variable', SLEEP, { environment: { PATH: '/usr/bin:/bin' } }],
  ['the same with a variable that no line can tell', SLEEP, { environment: { PATH: '/usr/bin:/bin', MORE: 'two\nlines' } }],
];
for (const [what, command, more] of others) {
  spareTest(`${what} is started anew, and the spare ends`, async () => {
    const { processes, spawn, seen, controlPath } = await bench();
    const first = spawn(SLEEP, PLAIN);
    const spare = await spareOf(controlPath);
    processes.kill(first);
    await seen('exited', first);
    const second = spawn(command, more);
    expect((await seen('spawned', second)).pid).not.toBe(spare);
    await until('the spare has ended', () => living([spare]).length === 0);
  });
}

spareTest('a start for which the spare has died forks', async () => {
  const { processes, spawn, seen, controlPath } = await bench();
  const first = spawn(SLEEP);
  const spare = await spareOf(controlPath);
  process.kill(spare, 'SIGKILL');
  await until('it has ended', () => living([spare]).length === 0);
  processes.kill(first);
  await seen('exited', first);
  const { pid } = await seen('spawned', spawn(SLEEP));
  await until('the program runs', () => read(pid, 'comm') === 'sleep\n');
});

spareTest('a program that cannot be started any more is a start failure, with a spare too', async () => {
  const { processes, spawn, seen, controlPath } = await bench();
  const first = spawn(SLEEP);
  const spare = await spareOf(controlPath);
  processes.kill(first);
  await seen('exited', first);
  expect(await seen('start-failed', spawn(SLEEP, { directory: '/nowhere' }))).toMatchObject({
    reason: expect.stringContaining('/nowhere'),
  });
  await until('the spare has ended', () => living([spare]).length === 0);
});

spareTest('a service that is stopped needs none', async () => {
  const { processes, spawn, seen, controlPath } = await bench();
  const first = spawn(SLEEP);
  const spare = await spareOf(controlPath);
  processes.stop(first);
  await seen('exited', first);
  await until('the spare has ended', () => living([spare]).length === 0);
});

spareTest('none is left at the end', async () => {
  const { processes, spawn, controlPath } = await bench();
  spawn(SLEEP);
  const spare = await spareOf(controlPath);
  await processes.close();
  await until('the spare has ended', () => living([spare]).length === 0);
});

for (const { how, below } of CONTAINMENTS) {
  spareTest(`it is not held for what is left of the service, and ends with a killed supervisor, ${how}`, async () => {
    const services = () => [{ service: 'core', command: SLEEP }];
    const { supervisor, folder, cgroup, kill, gone } = supervised({ services, below });
    const spare = await spareOf(join(folder, 'control.sock'));
    if (cgroup !== null) expect(read(spare, 'cgroup')).not.toMatch(/\/core$/m);
    kill('core');
    await gone('core');
    expect(living([spare])).toEqual([spare]);
    supervisor.kill('SIGKILL');
    await until('the spare has ended', () => living([spare]).length === 0);
  });
}
