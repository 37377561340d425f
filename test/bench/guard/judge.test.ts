import { expect, test } from 'vitest';
import { guarded, judge, RUNS } from './judge.ts';

const FIGURE = { title: 'the restart', floor: 'bare Node', ignored: 0.1 };
const CALM = [2, 2.02, 1.98, 2.01, 1.99];
const RESTLESS = [1.5, 2, 2.5, 2.2, 1.8];

const seen = (ratio: number, noise = 0.01) => ({ ratio, noise, pairs: 20 });

test('a loss beyond noise and beyond what is ignored is told with figure, before, now and noise', () => {
  expect(judge(FIGURE, seen(2.5), CALM)).toEqual({
    lost: true,
    sentence: 'the restart: 2.50 times bare Node; before 2.00 (5 runs), noise 0.02, allowed up to 2.20: 25 % lost.',
  });
});

test.each([
  ['what is not worth a word', 2.15, 0.01, CALM],
  ['what moves that far from run to run', 2.8, 0.01, RESTLESS],
  ['what this run itself cannot tell', 2.5, 0.2, CALM],
  ['a gain', 1, 0.01, CALM],
])('no loss: %s', (_, ratio, noise, before) => {
  expect(judge(FIGURE, seen(ratio, noise), before).lost).toBe(false);
});

test('a loss that is planted among restless runs is seen when it is larger than they are', () => {
  expect(judge(FIGURE, seen(4.5), RESTLESS).lost).toBe(true);
});

test('however busy the machine is, a loss may be so large that it is one', () => {
  expect(judge(FIGURE, seen(12, 0.6), CALM).lost).toBe(true);
});

test('without a history nothing is judged, and it is said', () => {
  expect(judge(FIGURE, seen(9), [2, 2])).toEqual({
    lost: false,
    sentence: 'the restart: 9.00 times bare Node; not judged, its history has 2 of 3 entries.',
  });
});

test('only the newest entries count: what was spent on purpose becomes what is', () => {
  expect(judge(FIGURE, seen(3), [...CALM, ...Array.from({ length: 12 }, () => 3)]).lost).toBe(false);
});

test.each([
  ['at once', [2], 1, false],
  ['in the last run', [3, 2.8, 2], 3, false],
  ['never', [3, 2.8, 2.6], RUNS, true],
])('a figure is measured until it is as before: %s', async (_, ratios, runs, lost) => {
  const left = [...ratios];
  const verdict = await guarded(FIGURE, async () => seen(left.shift() ?? Number.NaN), CALM);
  expect(verdict.lost).toBe(lost);
  expect(ratios.length - left.length).toBe(runs);
  expect(verdict.sentence).toContain(`${Math.min(...ratios).toFixed(2)} times`);
});
