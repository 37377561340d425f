/** Is there room for logs, incidents and what programs write? */
import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { exhibitPaths } from '../../../platform/paths.ts';
import { type Check, ok, problem, warning } from '../finding.ts';

const GB = 1e9;
/** Less is told: as a warning, as a problem. */
const LITTLE_BYTES = 2 * GB;
const TOO_LITTLE_BYTES = 0.2 * GB;

export const disk: Check = async ({ exhibit, environment }) => {
  const folder = present(exhibitPaths(exhibit?.name ?? 'any', environment).state);
  const { bavail, bsize } = statfsSync(folder);
  const found = `${((bavail * bsize) / GB).toFixed(1)} GB are free at ${folder}.`;
  if (bavail * bsize >= LITTLE_BYTES) return [ok(found)];
  const means = 'On a full disk logs and incidents are lost; the exhibit itself goes on.';
  const tell = bavail * bsize < TOO_LITTLE_BYTES ? problem : warning;
  return [tell(found, means, 'Make room: `du -xh --max-depth=2 / | sort -h | tail` shows what takes it.')];
};

/** The nearest folder that is there: nothing may have run yet. */
function present(path: string): string {
  return existsSync(path) ? path : present(dirname(path));
}
