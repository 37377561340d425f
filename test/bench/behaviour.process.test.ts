/** What Invigil does about every fault of the comparison. The others are tried by `npm run bench behaviour`. */
import { beforeAll, test } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { DEALT_WITH, type FaultName } from './behaviour/fault.ts';
import { FAULTS } from './behaviour/faults/index.ts';
import { invigil } from './peers/invigil.ts';

/** A fault with several starts of a supervisor on a busy machine. */
const PATIENCE_MS = 180_000;

const DOES: Readonly<Record<FaultName, RegExp>> = {
  frozen: /^restarts it$/,
  stuck: /^restarts it$/,
  // What a busy machine is too slow for is dropped, and said.
  flood: /^(keeps every line|drops lines, and says how many)$/,
  deaf: /^ends it after \d+ s$/,
  'left-behind': /^ends them$/,
  'held-pipe': /^notices the end$/,
  missing: /^starts it when it is back$/,
  crashing: /^comes to rest, and says so$/,
  killed: /^ends, and runs again$/,
};

beforeAll(bundle);

// Side by side: they wait most of the time.
test.concurrent.for(FAULTS)('a service or supervisor: $title', { timeout: PATIENCE_MS }, async (fault, { expect }) => {
  const seen = await fault.try(invigil, { short: true });
  expect(seen?.does, seen?.evidence).toMatch(DOES[fault.name]);
  expect(seen?.grade, seen?.evidence).toBeGreaterThanOrEqual(DEALT_WITH);
});
