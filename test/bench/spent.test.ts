import { expect, test } from 'vitest';
import { between, endedChildrenNs, scheduled, total } from './cost/spent.ts';

test('reads time and turns of a thread', () => {
  expect(scheduled('491739 80563 2\n')).toEqual({ cpuNs: 491_739, turns: 2 });
});

test('reads the time of ended children behind a name with spaces and brackets', () => {
  const stat = '42 (a) b (c) S 1 42 42 0 -1 4194560 1 2 3 4 11 12 7 5 20 0 1 0 100 0 0';
  expect(endedChildrenNs(stat)).toBe(120_000_000);
});

test('counts what came between two looks: whole for what is new, nothing for what has gone', () => {
  const before = new Map([
    ['1/a', { cpuNs: 100, turns: 10 }],
    ['1/gone', { cpuNs: 50, turns: 5 }],
  ]);
  const after = new Map([
    ['1/a', { cpuNs: 130, turns: 12 }],
    ['1/new', { cpuNs: 7, turns: 1 }],
  ]);
  const spent = between(before, after);
  expect([...spent]).toEqual([
    ['1/a', { cpuNs: 30, turns: 2 }],
    ['1/new', { cpuNs: 7, turns: 1 }],
  ]);
  expect(total(spent)).toEqual({ cpuNs: 37, turns: 3 });
});
