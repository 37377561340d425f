import { expect, test } from 'vitest';
import { deviation, median, ratioOf } from './ratio.ts';

/** A machine that is loaded at random: both sides take longer, each for itself. */
function run(cost: number, load: readonly number[]) {
  return load.map((more, place) => ({ ours: cost * (1 + more), floor: 1 + (load[load.length - 1 - place] ?? 0) }));
}

test('the ratio is that of the costs, whatever load adds to some of the pairs', () => {
  expect(
    ratioOf(
      run(
        3,
        Array.from({ length: 16 }, () => 0),
      ),
    ),
  ).toEqual({ ratio: 3, noise: 0, pairs: 16 });
  const half = Array.from({ length: 16 }, (_, place) => (place < 8 ? 0 : place / 4));
  expect(ratioOf(run(3, half)).ratio).toBeCloseTo(3);
});

test('the noise is seen in the parts of the run', () => {
  const restless = Array.from({ length: 16 }, (_, place) => (place % 4) * 0.2);
  expect(ratioOf(run(3, restless)).noise).toBeGreaterThan(0.05);
});

test('a busy machine is seen in the floor, even when every part of the run is the same', () => {
  const busy = Array.from({ length: 16 }, (_, place) => ({ ours: 6, floor: 1 + Math.floor(place / 4) }));
  expect(ratioOf(busy).noise).toBeGreaterThan(0.4);
});

test('one wild value moves neither the middle nor the deviation', () => {
  expect(median([1, 2, 3, 4, 1_000])).toBe(3);
  expect(deviation([1, 2, 3, 4, 1_000])).toBeCloseTo(1.48, 1);
  expect(median([1, 2])).toBe(1.5);
});

test('too few pairs are no measurement', () => {
  expect(() => ratioOf([{ ours: 1, floor: 1 }])).toThrow('1 pairs are no measurement: at least 4');
});
