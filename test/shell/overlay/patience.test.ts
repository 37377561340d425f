import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Patience } from '../../../electron/shell/overlay/patience.ts';

describe('the patience with an open overlay', () => {
  let ends: string[];
  let patience: Patience;
  /** Milliseconds in which its page draws each second. */
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 1000) {
      vi.advanceTimersByTime(Math.min(left, 1000));
      if (ends.length === 0) patience.drawn();
    }
  };

  beforeEach(() => {
    vi.useFakeTimers();
    ends = [];
    patience = new Patience({ onUntouched: () => ends.push('untouched'), onSilent: () => ends.push('silent') });
    patience.begin();
  });
  afterEach(() => {
    patience.end();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('ends after 15 s at the PIN pad', () => {
    pass(14_999);
    expect(ends).toEqual([]);
    pass(1);
    expect(ends).toEqual(['untouched']);
  });

  it('ends after 60 s once somebody has signed in, and after 15 s when nobody is any more', () => {
    patience.known(true);
    pass(59_999);
    expect(ends).toEqual([]);
    patience.touched();
    pass(59_999);
    expect(ends).toEqual([]);
    patience.known(false);
    pass(15_000);
    expect(ends).toEqual(['untouched']);
  });

  it('begins anew with each touch', () => {
    for (const _ of [1, 2, 3]) {
      pass(14_999);
      patience.touched();
    }
    expect(ends).toEqual([]);
    pass(15_000);
    expect(ends).toEqual(['untouched']);
  });

  it('ends when its page has not drawn for 3 s, however much it is touched', () => {
    patience.drawn();
    for (const _ of [1, 2]) {
      vi.advanceTimersByTime(1499);
      patience.touched();
    }
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(2);
    expect(ends).toEqual(['silent']);
  });

  it('bears a page that is still loading for 10 s', () => {
    vi.advanceTimersByTime(9_999);
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ends).toEqual(['silent']);
  });

  it('ends nothing after its own end', () => {
    patience.drawn();
    patience.end();
    vi.advanceTimersByTime(100_000);
    patience.touched();
    vi.advanceTimersByTime(100_000);
    expect(ends).toEqual([]);
  });
});
