import { describe, expect, it } from 'vitest';
import { Gaps } from '../../../electron/cli/try/gaps.ts';

describe('gaps between beats', () => {
  it('the median is between beats, the longest also from readiness', () => {
    const gaps = new Gaps();
    gaps.ready(100);
    for (const at of [1_600, 1_700, 1_800, 2_300]) gaps.beat(at);
    expect(gaps).toMatchObject({ beats: 4, longestMs: 1_500 });
    expect(gaps.medianMs()).toBe(100);
    expect(gaps.silentMs(2_400)).toBe(100);
  });

  it('patience that was asked for is no gap, what comes after it is', () => {
    const gaps = new Gaps();
    gaps.beat(0);
    gaps.beat(100);
    gaps.busy(150, 1_000);
    expect(gaps.silentMs(900)).toBe(0);
    gaps.beat(1_200);
    expect(gaps.longestMs).toBe(100);
    expect(gaps.medianMs()).toBe(100);
    gaps.busy(1_300, 100);
    gaps.beat(2_000);
    expect(gaps.longestMs).toBe(600);
  });

  it('one beat tells nothing of an interval', () => {
    const gaps = new Gaps();
    gaps.beat(5);
    expect([gaps.medianMs(), gaps.longestMs]).toEqual([null, null]);
  });
});
