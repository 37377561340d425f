import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryKills, setLimits } from '../../electron/process/cgroup-limits.ts';
import { unkept } from '../../electron/process/limits.ts';
import { bench, temporaryFolder, UNLIMITED } from './bench.ts';

describe('a service is started', () => {
  test('with its limit of open files', async () => {
    const { spawn, seen, output } = await bench();
    await seen('exited', spawn(['sh', '-c', 'ulimit -Sn; ulimit -Hn'], { limits: { ...UNLIMITED, openFiles: 123 } }));
    expect(output()).toBe('123\n123\n');
  });

  test('with its priority, and words that hold anything', async () => {
    const { spawn, seen, output } = await bench();
    const limits = { ...UNLIMITED, openFiles: 123, nice: 3 };
    await seen('exited', spawn(['sh', '-c', 'nice; echo "$1"', 'x', `a  b"$'\\`], { limits }));
    expect(output()).toBe(`${getPriority() + 3}\na  b"$'\\\n`);
  });

  test('though it may not have so many files', async () => {
    const { spawn, seen, output } = await bench();
    await seen('exited', spawn(['echo', 'it runs'], { limits: { ...UNLIMITED, openFiles: 2 ** 40 } }));
    expect(output()).toContain('it runs');
  });

  test('with a higher score for when memory runs out, which its children have too', async () => {
    const { spawn, seen, output } = await bench();
    const own = readFileSync('/proc/self/oom_score_adj', 'latin1');
    const show = 'cat /proc/self/oom_score_adj; exit 0';
    await seen('exited', spawn(['sh', '-c', show], { before: [['sh', '-c', show]] }));
    const more = `${Math.min(Number(own) + 200, 1000)}\n`;
    expect(output()).toBe(more + more);
    expect(readFileSync('/proc/self/oom_score_adj', 'latin1')).toBe(own);
  });
});

describe('what a machine does not keep is told', () => {
  const most = { openFiles: 1000, nice: 0 };
  test('files, priority and processor', () => {
    expect(unkept({ ...UNLIMITED, openFiles: 1000, nice: 5, cpuPercent: 50 }, most, true)).toEqual([]);
    expect(unkept({ ...UNLIMITED, openFiles: 1001 }, most, true)).toHaveLength(1);
    expect(unkept({ ...UNLIMITED, nice: -50 }, most, true)).toHaveLength(1);
    expect(unkept({ ...UNLIMITED, cpuPercent: 50 }, most, false)).toHaveLength(1);
  });

  test('once', async () => {
    const { spawn, seen, logged } = await bench();
    const limits = { ...UNLIMITED, cpuPercent: 50 };
    await seen('exited', spawn(['true'], { limits }));
    await seen('exited', spawn(['true'], { limits }));
    expect(logged.filter((line) => line.includes('limits.cpu'))).toHaveLength(1);
  });
});

describe('in a cgroup', () => {
  const FILES = ['memory.max', 'memory.swap.max', 'memory.oom.group', 'pids.max', 'cpu.max'];

  /** Files as the kernel has them; the kernel itself is not asked. */
  function cgroup(controllers: string) {
    const own = temporaryFolder();
    const folder = join(own, 'core');
    mkdirSync(folder);
    writeFileSync(join(own, 'cgroup.controllers'), `${controllers}\n`);
    writeFileSync(join(own, 'cgroup.subtree_control'), `${controllers}\n`);
    for (const name of FILES) writeFileSync(join(folder, name), 'max');
    const logged: string[] = [];
    return {
      folder,
      logged,
      set(limits: object) {
        setLimits(own, folder, { ...UNLIMITED, ...limits }, (_, message) => logged.push(message));
        return Object.fromEntries(FILES.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
      },
    };
  }

  test('the kernel is given what it has to keep, and what an earlier instance had is taken back', () => {
    const { set, logged } = cgroup('cpu memory pids');
    expect(set({ memoryBytes: 100e6, cpuPercent: 150, processes: 20 })).toEqual({
      'memory.max': '110000000',
      'memory.swap.max': '0',
      'memory.oom.group': '1',
      'pids.max': '640',
      'cpu.max': '150000 100000',
    });
    expect(set({})).toEqual({
      'memory.max': 'max',
      'memory.swap.max': 'max',
      'memory.oom.group': '0',
      'pids.max': 'max',
      'cpu.max': 'max 100000',
    });
    expect(logged).toEqual([]);
  });

  test('what it cannot keep is told and left out', () => {
    const { set, logged } = cgroup('cpu');
    expect(set({ memoryBytes: 100e6, cpuPercent: 50 })).toMatchObject({ 'memory.max': 'max', 'cpu.max': '50000 100000' });
    expect(logged.join()).toContain('no controller "memory"');
  });

  test('its kills for want of memory are counted', () => {
    const { folder } = cgroup('memory');
    expect(memoryKills(folder)).toBe(0);
    writeFileSync(join(folder, 'memory.events'), 'low 0\nhigh 0\nmax 12\noom 2\noom_kill 2\noom_group_kill 1\n');
    expect(memoryKills(folder)).toBe(2);
  });
});
