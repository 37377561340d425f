import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { birthOf, lowestDescendant } from '../../electron/process/birth.ts';

const LARGEST_PID = Number(readFileSync('/proc/sys/kernel/pid_max', 'latin1'));

test('nobody older than the process has to be looked at', () => {
  const child = spawn('sleep', ['100']);
  const birth = { ...birthOf(child.pid ?? 0), pid: 1000 };
  expect(lowestDescendant(birth)).toBe(1000);
  child.kill('SIGKILL');
});

test('everybody has to be when the numbers may have run out', () => {
  expect(lowestDescendant(birthOf(LARGEST_PID - 1))).toBe(0);
  expect(lowestDescendant({ ...birthOf(1000), forks: Number.NEGATIVE_INFINITY })).toBe(0);
});
