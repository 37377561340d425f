import { describe, expect, it } from 'vitest';
import { type Corner, Taps } from '../../../electron/shell/ways/taps.ts';

const SIZE = { width: 1280, height: 720 };
/** Whether the taps at these times, all at one place, complete the count: one answer for each. */
function counted(corner: Corner, x: number, y: number, times: readonly number[], size = SIZE): boolean[] {
  const taps = new Taps(corner);
  return times.map((at) => taps.count({ x, y, ...size }, at));
}

describe('taps in a corner', () => {
  const three: Corner = { where: 'top-left', taps: 3 };

  it('count when they come in time', () => {
    expect(counted(three, 20, 20, [0, 400, 2900])).toEqual([false, false, true]);
    expect(counted(three, 20, 20, [0, 400, 3000])).toEqual([false, false, false]);
    // The first one is too old for the third, not for the fourth.
    expect(counted(three, 20, 20, [0, 2000, 3000, 4000])).toEqual([false, false, false, true]);
  });

  it('begin anew when they were enough', () => {
    expect(counted(three, 20, 20, [0, 100, 200, 300, 400, 500])).toEqual([false, false, true, false, false, true]);
  });

  it('are not disturbed by taps elsewhere, which do not count', () => {
    const taps = new Taps(three);
    const at = (x: number, time: number) => taps.count({ x, y: 10, ...SIZE }, time);
    expect([at(10, 0), at(640, 100), at(10, 200), at(640, 300), at(10, 400)]).toEqual([false, false, false, false, true]);
  });

  it.each([
    ['top-left', 90, 90, true],
    ['top-left', 91, 20, false],
    ['top-left', 20, 91, false],
    ['top-right', 1190, 90, true],
    ['top-right', 1189, 20, false],
    ['bottom-left', 90, 630, true],
    ['bottom-left', 20, 629, false],
    ['bottom-right', 1190, 630, true],
    ['bottom-right', 20, 20, false],
    ['top-left', -1, 20, false],
  ] as const)('%s: %i, %i is in it: %s', (where, x, y, isIn) => {
    expect(counted({ where, taps: 3 }, x, y, [0, 1, 2]).at(-1)).toBe(isIn);
  });

  it('has an eighth of the short side, upright too', () => {
    expect(counted(three, 90, 90, [0, 1, 2], { width: 720, height: 1280 }).at(-1)).toBe(true);
    expect(counted(three, 91, 90, [0, 1, 2], { width: 720, height: 1280 }).at(-1)).toBe(false);
  });
});
