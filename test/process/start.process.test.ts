import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compiled } from '../support/compile.ts';
import { until } from '../support/until.ts';
import { bench, living, script, spreadTo } from './bench.ts';

describe('a start failure, never a crash', () => {
  test('no such program in PATH', async () => {
    const { spawn, seen, events } = await bench();
    const failed = await seen('start-failed', spawn(['no-such-program'], { environment: { PATH: '/usr/bin:/bin' } }));
    expect(failed.reason).toBe('no program no-such-program in any folder of PATH');
    expect(events).toHaveLength(1);
  });

  test('no such file', async () => {
    const { spawn, seen, folder } = await bench();
    const failed = await seen('start-failed', spawn(['./core.py']));
    expect(failed.reason).toBe(`there is no program ${folder}/core.py`);
  });

  test('not executable', async () => {
    const { spawn, seen, folder } = await bench();
    const file = script(folder, 'core', 'true', 0o644);
    const failed = await seen('start-failed', spawn([file]));
    expect(failed.reason).toBe(`${file} is not executable (chmod +x makes it so)`);
  });

  test('a folder instead of a program', async () => {
    const { spawn, seen, folder } = await bench();
    const failed = await seen('start-failed', spawn([folder]));
    expect(failed.reason).toContain('is no program');
  });

  test('no such folder to start in', async () => {
    const { spawn, seen, folder } = await bench();
    const failed = await seen('start-failed', spawn(['true'], { directory: join(folder, 'a', 'b') }));
    expect(failed.reason).toBe(`there is no folder ${folder}/a/b to start it in`);
  });

  test('a file instead of a folder to start in', async () => {
    const { spawn, seen, folder } = await bench();
    const file = script(folder, 'core', 'true');
    expect((await seen('start-failed', spawn(['true'], { directory: file }))).reason).toContain('is a file');
    expect((await seen('start-failed', spawn(['true'], { directory: join(file, 'below') }))).reason).toContain('there is no folder');
  });

  test('a script whose interpreter is missing', async () => {
    const { spawn, seen, folder } = await bench();
    const file = join(folder, 'core');
    writeFileSync(file, '#!/opt/no/python3 -u\n', { mode: 0o755 });
    const failed = await seen('start-failed', spawn([file]));
    expect(failed.reason).toContain('is to be run by /opt/no/python3');
  });

  test('arguments that the kernel refuses', async () => {
    const { spawn, seen } = await bench();
    const failed = await seen('start-failed', spawn(['true', 'x'.repeat(1_000_000)]));
    expect(failed.reason).toContain('E2BIG');
  });

  test('after one the service can be started', async () => {
    const { spawn, seen, folder } = await bench();
    await seen('start-failed', spawn(['./core']));
    script(folder, 'core', 'exit 5');
    expect(await seen('exited', spawn(['./core']))).toMatchObject({ code: 5 });
  });
});

describe('a retry is asked for when the failure is mended', () => {
  test('the program appears, in folders that were not there', async () => {
    const { spawn, seen, folder, events } = await bench();
    await seen('start-failed', spawn([join(folder, 'release', 'bin', 'core')]));
    const made = join(folder, 'made');
    mkdirSync(join(made, 'bin'), { recursive: true });
    script(join(made, 'bin'), 'core', 'true');
    renameSync(made, join(folder, 'release'));
    await until('retry', () => events.some((event) => event.type === 'retry' && event.service === 'core'));
  });

  test('step by step', async () => {
    const { spawn, seen, folder, events } = await bench();
    await seen('start-failed', spawn(['./a/b/core']));
    mkdirSync(join(folder, 'a'));
    mkdirSync(join(folder, 'a', 'b'));
    script(join(folder, 'a', 'b'), 'core', 'true', 0o644);
    chmodSync(join(folder, 'a', 'b', 'core'), 0o755);
    await until('retry', () => events.some((event) => event.type === 'retry'));
    expect(events.filter((event) => event.type === 'retry')).toHaveLength(1);
  });

  test('the folder appears', async () => {
    const { spawn, seen, folder, events } = await bench();
    await seen('start-failed', spawn(['true'], { directory: join(folder, 'content') }));
    mkdirSync(join(folder, 'content'));
    await until('retry', () => events.some((event) => event.type === 'retry'));
  });

  test('the program appears in PATH', async () => {
    const { spawn, seen, folder, events } = await bench();
    await seen('start-failed', spawn(['core'], { environment: { PATH: `/nowhere:${folder}` } }));
    script(folder, 'core', 'true');
    await until('retry', () => events.some((event) => event.type === 'retry'));
  });
});

describe('before', () => {
  test('runs each to its end, in order, in the same folder and environment', async () => {
    const { spawn, seen, output } = await bench();
    const say = (what: string) => ['sh', '-c', `sleep 0.05; echo ${what} $GREETING`] as const;
    const environment = { PATH: '/usr/bin:/bin', GREETING: 'hello' };
    await seen('exited', spawn([...say('main')], { before: [[...say('one')], [...say('two')]], environment }));
    expect(output()).toBe('one hello\ntwo hello\nmain hello\n');
  });

  test('its failure is a start failure, and the program does not run', async () => {
    const { spawn, seen, output, events } = await bench();
    const failed = await seen('start-failed', spawn(['echo', 'main'], { before: [['sh', '-c', 'exit 4']] }));
    expect(failed.reason).toBe('before: sh -c exit 4: exit status 4');
    expect((await seen('start-failed', spawn(['true'], { before: [['no-such']] }))).reason).toContain(
      'before: no-such: no program no-such',
    );
    expect(output()).toBe('');
    expect(events.map((event) => event.type)).toEqual(['start-failed', 'start-failed']);
  });

  test('what it left ends with its failure', async () => {
    const { spawn, seen, folder } = await bench();
    const file = join(folder, 'pids');
    const spread = [compiled('spread'), file, 'deaf', 'daemon', 'leave'] as const;
    const instance = spawn(['true'], { before: [[...spread], ['sh', '-c', `while [ ! -s ${file} ]; do sleep 0.01; done; exit 1`]] });
    await seen('start-failed', instance);
    expect(living(await spreadTo(file, 1))).toEqual([]);
  });

  test.each(['stop', 'kill'] as const)('a %s ends it, and the program does not follow', async (how) => {
    const { processes, spawn, seen, folder, output, events } = await bench();
    const file = join(folder, 'pids');
    const instance = spawn(['echo', 'main'], { before: [[compiled('spread'), file, 'setsid']] });
    const pids = await spreadTo(file, 2);
    processes[how](instance);
    await seen('gone', instance);
    expect(living(pids)).toEqual([]);
    expect(output()).toBe('');
    expect(events.map((event) => event.type)).toEqual(['gone']);
  });

  test('a stop that it answers with success is no leave to go on', async () => {
    const { processes, spawn, seen, output, events } = await bench();
    const before = ['sh', '-c', 'trap "exit 0" TERM; echo up; while :; do sleep 0.01; done'] as const;
    const instance = spawn(['echo', 'main'], { before: [[...before]] });
    await until('it is up', () => output() === 'up\n');
    processes.stop(instance);
    await seen('gone', instance);
    // The shell may say that its own child was terminated too.
    expect(output()).not.toContain('main');
    expect(events.map((event) => event.type)).toEqual(['gone']);
  });
});
