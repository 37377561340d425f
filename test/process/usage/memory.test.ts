import { expect, test } from 'vitest';
import { PAGE_BYTES, type ProcessStat } from '../../../electron/process/proc.ts';
import { Memory } from '../../../electron/process/usage/memory.ts';
import { STAT } from './stat.ts';

const MB = 1e6;
const MINUTE = 60_000;

/** Processes by pid, with their resident memory in MB. */
function processes(megabytes: Readonly<Record<number, number>>): Map<number, ProcessStat> {
  const stat = (mb: number): ProcessStat => ({ ...STAT, residentPages: (mb * MB) / PAGE_BYTES });
  return new Map(Object.entries(megabytes).map(([pid, mb]) => [Number(pid), stat(mb)]));
}

/** A memory whose processes have this PSS, in MB, and how often it was read. */
function memoryOf(pss: Record<number, number | null>): { memory: Memory; reads: () => number; pss: Record<number, number | null> } {
  let reads = 0;
  const memory = new Memory((pid) => {
    reads += 1;
    const mb = pss[pid] ?? null;
    return mb === null ? null : mb * MB;
  });
  return { memory, reads: () => reads, pss };
}

test('what was never read is at most its resident memory', () => {
  const { memory, reads } = memoryOf({});
  expect(memory.atMost(processes({ 1: 100, 2: 50 }))).toBeCloseTo(150 * MB);
  expect(reads()).toBe(0);
});

test('what is shared counts once, and PSS is not read again while it cannot have crossed anything', () => {
  const { memory, reads } = memoryOf({ 1: 60, 2: 60 });
  expect(memory.read(processes({ 1: 100, 2: 100 }), 0)).toBe(120 * MB);
  expect(memory.atMost(processes({ 1: 110, 2: 100 }))).toBeCloseTo(130 * MB);
  expect(reads()).toBe(2);
});

test('a process that lets go of what it shared takes nothing off: the others have it whole now', () => {
  const { memory } = memoryOf({ 1: 80, 2: 80 });
  memory.read(processes({ 1: 160, 2: 160 }), 0);
  expect(memory.atMost(processes({ 1: 160 }))).toBeCloseTo(160 * MB);
});

test('a new process counts with all that it has', () => {
  const { memory } = memoryOf({ 1: 60 });
  memory.read(processes({ 1: 100 }), 0);
  expect(memory.atMost(processes({ 1: 100, 2: 70 }))).toBeCloseTo(130 * MB);
});

test('of a process that is not ours to look into the resident memory counts', () => {
  const { memory } = memoryOf({ 1: 60, 2: null });
  expect(memory.read(processes({ 1: 100, 2: 30 }), 0)).toBeCloseTo(90 * MB);
});

test('for the record PSS moves as resident memory does, and is read again in time', () => {
  const { memory, reads, pss } = memoryOf({ 1: 60 });
  expect(memory.recent(processes({ 1: 100 }), 0)).toBe(60 * MB);
  pss[1] = 90;
  expect(memory.recent(processes({ 1: 105 }), MINUTE)).toBeCloseTo(65 * MB);
  expect(reads()).toBe(1);
  // It has moved by more than an eighth.
  expect(memory.recent(processes({ 1: 120 }), MINUTE)).toBe(90 * MB);
  // It is old.
  pss[1] = 91;
  expect(memory.recent(processes({ 1: 120 }), 7 * MINUTE)).toBe(91 * MB);
  // Another process of the same size has taken the place of one.
  expect(memory.recent(processes({ 7: 118 }), 7 * MINUTE)).toBeCloseTo(89 * MB);
  // It consists of more.
  pss[2] = 5;
  expect(memory.recent(processes({ 1: 115, 2: 6 }), 7 * MINUTE)).toBe(96 * MB);
});
