import { describe, expect, it } from 'vitest';
import { frameMs, framePace } from '../../electron/shell/frame-pace.ts';

describe('the pace of a page', () => {
  it('is two frames a second, and at least three within its timeout', () => {
    const paces = [10_000, 5000, 1500, 1000, 100].map((timeoutMs) => frameMs(['electron', framePace(timeoutMs), '--other']));
    expect(paces).toEqual([500, 500, 500, 333, 33]);
  });

  it('is said to the process of the page: without that it is a bug', () => {
    expect(() => frameMs(['electron', '--other'])).toThrow('--invigil-frame-ms');
  });
});
