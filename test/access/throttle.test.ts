import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterRight,
  afterTelling,
  afterWrong,
  isAlarming,
  SUSPECT,
  type Throttle,
  UNTRIED,
  waitMs,
} from '../../electron/access/throttle.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So many wrong ones, one after the other, each as soon as it is taken. */
function wrongOnes(count: number): { throttle: Throttle; at: number } {
  let throttle = UNTRIED;
  let at = 0;
  for (let tried = 0; tried < count; tried++) {
    at += waitMs(throttle, at);
    throttle = afterWrong(throttle, at);
  }
  return { throttle, at };
}

/** Somebody who types without end, a right one (of their own) here and there. What is refused costs nothing and counts nothing. */
function play(tries: readonly { readonly gapMs: number; readonly right: boolean }[]) {
  let throttle = UNTRIED;
  let at = 0;
  const wrongAt: number[] = [];
  const toldAt: number[] = [];
  for (const { gapMs, right } of tries) {
    at += gapMs;
    if (waitMs(throttle, at) > 0) continue;
    const before = throttle;
    throttle = afterWrong(before, at);
    if (right) {
      throttle = afterRight(before, at);
      continue;
    }
    wrongAt.push(at);
    if (isAlarming(throttle, at)) {
      toldAt.push(at);
      throttle = afterTelling(throttle, at);
    }
  }
  return { wrongAt, toldAt };
}

/** The most that fall into any stretch of this length. */
function mostWithin(times: readonly number[], lengthMs: number): number {
  let most = 0;
  let first = 0;
  for (const [last, time] of times.entries()) {
    while (time - (times[first] ?? time) >= lengthMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

// Mostly so fast that waits decide, and now and then long pauses.
const gap = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 20 * MINUTE }) },
  { weight: 10, arbitrary: fc.constantFrom(0, 1_000, 15 * MINUTE) },
  { weight: 1, arbitrary: fc.integer({ min: HOUR, max: 3 * DAY }) },
);
const tries = (right: fc.Arbitrary<boolean>) => fc.array(fc.record({ gapMs: gap, right }), { maxLength: 1_000, size: 'max' });

describe('waits', () => {
  it.each([
    [1, 0],
    [2, 0],
    [3, 5_000],
    [4, 10_000],
    [5, 20_000],
    [10, 640_000],
    [11, 15 * MINUTE],
    [1_000, 15 * MINUTE],
  ])('after %i wrong ones: %i ms', (count, wanted) => {
    const { throttle, at } = wrongOnes(count);
    expect(waitMs(throttle, at)).toBe(wanted);
    expect(waitMs(throttle, at + wanted)).toBe(0);
    expect(waitMs(throttle, at + Math.max(0, wanted - 1))).toBe(wanted === 0 ? 0 : 1);
  });

  it('are forgotten 24 hours after the last wrong one, not before', () => {
    const { throttle, at } = wrongOnes(5);
    expect(afterWrong(throttle, at + DAY - 1).wrong).toBe(6);
    expect(afterWrong(throttle, at + DAY).wrong).toBe(1);
  });

  it('begin with the longest when nothing is known', () => {
    expect(waitMs(SUSPECT, 0)).toBe(15 * MINUTE);
  });
});

describe('a right one', () => {
  it('forgives, and the next one only after an hour', () => {
    const { throttle, at } = wrongOnes(5);
    const forgiven = afterRight(throttle, at);
    expect(waitMs(forgiven, at)).toBe(0);
    const again = afterWrong(afterWrong(afterWrong(forgiven, at), at), at);
    expect(afterRight(again, at + HOUR - 1)).toEqual(again);
    expect(afterRight(again, at + HOUR).wrong).toBe(0);
  });

  it('with nothing to forgive spends nothing', () => {
    expect(afterRight(UNTRIED, 5)).toEqual(UNTRIED);
    expect(afterRight(afterWrong(afterRight(UNTRIED, 5), 6), 7).wrong).toBe(0);
  });

  it('forgives an hour after it has forgiven however long the exhibit has run', () => {
    const late = 30 * DAY;
    const forgiven = afterRight(afterWrong(UNTRIED, late), late);
    expect(afterRight(afterWrong(forgiven, late + 1), late + 2).wrong).toBe(1);
  });
});

describe('telling', () => {
  it('begins at the tenth, and again after a right one or 24 hours', () => {
    expect(isAlarming(wrongOnes(9).throttle, wrongOnes(9).at)).toBe(false);
    const { throttle, at } = wrongOnes(10);
    expect(isAlarming(throttle, at)).toBe(true);
    const told = afterTelling(throttle, at);
    expect(isAlarming(told, at + DAY - 1)).toBe(false);
    expect(isAlarming(told, at + DAY)).toBe(true);
    expect(afterRight(told, at).toldAt).toBeNull();
  });
});

describe('whoever guesses, whenever they type', () => {
  it('has at most 105 wrong ones in 24 hours, and is told at most once in them', () => {
    fc.assert(
      fc.property(tries(fc.constant(false)), (typed) => {
        const { wrongAt, toldAt } = play(typed);
        expect(mostWithin(wrongAt, DAY)).toBeLessThanOrEqual(105);
        expect(mostWithin(toldAt, DAY)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it('is told after ten wrong ones without a day of rest', () => {
    const { wrongAt, toldAt } = play(Array.from({ length: 10_000 }, () => ({ gapMs: 1_000, right: false })));
    expect(wrongAt.length).toBeLessThan(25);
    expect(toldAt).toEqual([wrongAt[9]]);
  });

  it('and knows a right one has at most 300 in 24 hours', () => {
    fc.assert(
      fc.property(tries(fc.boolean()), (typed) => {
        expect(mostWithin(play(typed).wrongAt, DAY)).toBeLessThanOrEqual(300);
      }),
      { numRuns: 300 },
    );
  });

  it('and types as fast as it goes has just that', () => {
    const fast = (right: (second: number) => boolean) =>
      Array.from({ length: 3 * 86_400 }, (_, second) => ({ gapMs: second === 0 ? 0 : 1_000, right: right(second) }));
    expect(mostWithin(play(fast(() => false)).wrongAt, DAY)).toBe(105);
    // After twelve wrong ones their own PIN, once an hour.
    expect(mostWithin(play(fast((second) => second % 3_600 >= 3_075)).wrongAt, DAY)).toBe(288);
  });
});
