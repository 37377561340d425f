import { describe, expect, it } from 'vitest';
import { GpuDeaths } from '../../electron/shell/gpu-deaths.ts';

const after = (...times: number[]) => {
  const deaths = new GpuDeaths();
  return times.map((at) => deaths.count(at));
};

describe('deaths of the graphics process', () => {
  it('are too many when three come within half a minute', () => {
    expect(after(0, 15_000, 29_999)).toEqual([null, null, 'the graphics process ended 3 times within 30 s']);
    expect(after(0, 15_000, 30_000)).toEqual([null, null, null]);
  });

  it('are too many when there are five, however far apart', () => {
    const hour = 3_600_000;
    expect(after(0, hour, 2 * hour, 3 * hour, 4 * hour)).toEqual([null, null, null, null, 'the graphics process ended 5 times']);
  });

  it('ask for a restart once', () => {
    expect(after(0, 1, 2, 3, 4, 5).filter((reason) => reason !== null)).toHaveLength(1);
  });
});
