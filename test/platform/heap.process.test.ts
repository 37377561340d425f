import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';

const MODULE = join(import.meta.dirname, '../../electron/platform/heap.ts');
const Sizes = z.object({ young: z.number(), old: z.number() });

/** The most that each part becomes, in MB, in a program whose objects live on for a while; `before` is run first. */
async function becomes(before: string): Promise<z.infer<typeof Sizes>> {
  const program = `
    import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
    import { boundHeap } from ${JSON.stringify(MODULE)};
    ${before}
    const most = { young: 0, old: 0 };
    // Each lives until a hundred thousand more were made: long enough to be moved to the old part, and then dead in it.
    const ring = [];
    for (let one = 0; one < 4_000_000; one++) {
      ring[one % 100_000] = { one, list: [one] };
      if (one % 50_000 > 0) continue;
      const sizeOf = (name) => getHeapSpaceStatistics().find((space) => space.space_name === name).space_size / 1e6;
      most.young = Math.max(most.young, sizeOf('new_space'));
      most.old = Math.max(most.old, sizeOf('old_space'));
    }
    console.log(JSON.stringify(most));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return Sizes.parse(JSON.parse(stdout));
}

test('both parts stay small, where they would grow by themselves', async () => {
  const [itself, halfBound, bound] = [
    await becomes(''),
    await becomes("setFlagsFromString('--semi-space-growth-factor=1');"),
    await becomes('boundHeap();'),
  ];
  expect(itself.young).toBeGreaterThan(32);
  expect(bound.young).toBeLessThan(16);
  expect(bound.old).toBeLessThan(halfBound.old * 0.75);
});
