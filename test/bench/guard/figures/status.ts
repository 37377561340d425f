/** What one `invigil status` computes, as a whole process, and what Node computes to do nothing. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bundled } from '../../../measure/bundled.ts';
import { PROJECT } from '../../../support/bundle.ts';
import { endedChildrenNs } from '../../cost/spent.ts';
import type { Figure, Pair } from '../figure.ts';

const BLOCKS = 8;
/** The kernel counts what ended children have used in steps of 10 ms: several together are known well enough. */
const IN_A_BLOCK = 3;

export const status: Figure = {
  name: 'status',
  title: 'CPU time of `invigil status`',
  floor: '`node -e 0`',
  ignored: 0.2,
  async measure() {
    const running = new Bundled('[service.core]\ncommand = "sleep 1000"\n');
    try {
      await running.start();
      await running.reaches('core running');
      const pairs: Pair[] = [];
      for (let block = 0; block < BLOCKS; block += 1) {
        pairs.push({
          ours: used([join(PROJECT, 'dist/cli.js'), 'status'], running.environment),
          floor: used(['-e', '0'], running.environment),
        });
      }
      return pairs;
    } finally {
      await running.remove();
    }
  },
};

/** Nanoseconds of a block. */
function used(args: readonly string[], env: NodeJS.ProcessEnv): number {
  const before = endedChildrenNs(readFileSync('/proc/self/stat', 'utf8'));
  for (let run = 0; run < IN_A_BLOCK; run += 1) execFileSync(process.execPath, args, { env, stdio: 'ignore' });
  return endedChildrenNs(readFileSync('/proc/self/stat', 'utf8')) - before;
}
