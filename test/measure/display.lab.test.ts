/** The short forms of the measures that need a screen: what is seen is judged here, what is timed is not. */
import { beforeAll, expect, it } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { describeWith, missingForShell } from '../support/needs.ts';
import { rampage } from './monkey.ts';
import { sights } from './picture.ts';
import { cutPower } from './power-cuts.ts';

describeWith('a whole exhibit on a screen', missingForShell, () => {
  beforeAll(bundle);

  it('shows the page again after every fault, and nothing wrong until then', async () => {
    const seen = await sights(() => 1);
    for (const { backMs, wrong } of Object.values(seen)) {
      expect(backMs).toHaveLength(1);
      expect(wrong).toBe(0);
    }
  }, 120_000);

  it('is still there after random keys, clicks and drags', async () => {
    expect((await rampage(200, 20_261_121)).harm).toEqual([]);
  }, 120_000);

  it('starts whole after a power cut', async () => {
    expect(await cutPower(2, Math.random)).toMatchObject({ pictures: 2, damaged: [], wrongBudgets: [] });
  }, 120_000);
});
