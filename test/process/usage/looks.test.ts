import { expect, test } from 'vitest';
import { PAGE_BYTES } from '../../../electron/process/proc.ts';
import { History } from '../../../electron/process/usage/history.ts';
import { MemoryLook, ProcessesLook, SampleLook } from '../../../electron/process/usage/looks.ts';
import { Memory } from '../../../electron/process/usage/memory.ts';
import { Processor } from '../../../electron/process/usage/processor.ts';
import { STAT } from './stat.ts';

const MB = 1e6;

/** A service of so many processes, on a machine with 500 tasks more; how often it was counted, and what was told. */
function crowd(allowed: number) {
  const seen = { processes: 1, tasks: 501, counts: 0, told: [] as number[] };
  const find = () => {
    seen.counts += 1;
    return new Map(Array.from({ length: seen.processes }, (_, pid) => [pid, STAT]));
  };
  const look = new ProcessesLook(
    allowed,
    () => ({ tasks: seen.tasks, lastPid: 0 }),
    find,
    (found) => seen.told.push(found),
  );
  const grow = (processes: number) => {
    seen.tasks += processes - seen.processes;
    seen.processes = processes;
  };
  return { look, seen, grow };
}

test('processes are counted once a second while they are few', () => {
  const { look, seen } = crowd(200);
  for (let now = 0; now <= 3000; now += 250) look.look(now);
  expect(seen.counts).toBe(4);
});

test('what multiplies is counted at the next peek, a quarter of a second later', () => {
  const { look, seen, grow } = crowd(200);
  look.look(0);
  expect(look.dueAt).toBe(250);
  grow(5000);
  look.look(250);
  expect(seen.told).toEqual([5000]);
});

test('above half of the limit it is counted ten times a second, and told again as long as it is above', () => {
  const { look, seen, grow } = crowd(200);
  grow(150);
  look.look(0);
  expect(look.dueAt).toBe(100);
  grow(201);
  look.look(100);
  look.look(200);
  grow(200);
  look.look(300);
  expect(seen.told).toEqual([201, 201]);
});

test('memory is looked at once a second, and four times above half of the limit', () => {
  let megabytes = 49;
  const told: number[] = [];
  const find = () => new Map([[1, { ...STAT, residentPages: (megabytes * MB) / PAGE_BYTES }]]);
  const look = new MemoryLook(100 * MB, new Memory(() => 0.99 * megabytes * MB), find, (found) => told.push(found));
  look.look(0);
  expect(look.dueAt).toBe(1000);
  megabytes = 51;
  look.look(1000);
  expect(look.dueAt).toBe(1250);
  // Resident memory is above the limit, PSS is not.
  megabytes = 100.5;
  look.look(1250);
  expect(told).toEqual([]);
  megabytes = 110;
  look.look(1500);
  look.look(1750);
  expect(told).toEqual([0.99 * 110 * MB, 0.99 * 110 * MB]);
});

test('services that began at different times are looked at for the record at the same time', () => {
  const sampled = (begin: number) =>
    new SampleLook(
      begin,
      new Memory(() => 0),
      new Processor(null, begin),
      () => new Map(),
      () => undefined,
    );
  const looks = [0, 1_234, 4_999].map(sampled);
  expect(looks.map(({ dueAt }) => dueAt)).toEqual([10_000, 10_000, 10_000]);
  // Late, as looks are.
  for (const [place, look] of looks.entries()) look.look(10_001 + place);
  expect(looks.map(({ dueAt }) => dueAt)).toEqual([20_000, 20_000, 20_000]);
  // The first one comes 5 s after the beginning at the earliest.
  expect(sampled(5_000).dueAt).toBe(20_000);
});

test('samples are kept for ten minutes', () => {
  const history = new History();
  const sample = (at: number) => ({ at, memoryBytes: 0, cpuPercent: 0, processes: 1, openFiles: 0 });
  for (let at = 0; at < 100; at++) history.add('core', sample(at * 10_000));
  expect(history.of('core', 990_000).map(({ at }) => at)).toEqual(Array.from({ length: 60 }, (_, index) => (index + 40) * 10_000));
  expect(history.of('core', 2_000_000)).toEqual([]);
  expect(history.of('audio', 0)).toEqual([]);
});
