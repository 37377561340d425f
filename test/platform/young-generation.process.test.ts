import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MODULE = join(import.meta.dirname, '../../electron/platform/young-generation.ts');

/** How large it becomes, in MB, in a program whose objects live on for a while; `before` is run first. */
async function becomes(before: string): Promise<number> {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { boundYoungGeneration } from ${JSON.stringify(MODULE)};
    ${before}
    let kept = [];
    for (let one = 0; one < 1_000_000; one++) {
      kept.push({ one, list: [one] });
      if (kept.length > 50_000) kept = [];
    }
    console.log(getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 1e6);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return Number(stdout);
}

test('it stays small, where it would grow by itself', async () => {
  expect(await becomes('')).toBeGreaterThan(16);
  expect(await becomes('boundYoungGeneration();')).toBeLessThan(10);
});
