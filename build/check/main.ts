/**
 * `npm test` after its set-up: every check, one after the other, so that nothing disturbs the tests that use real processes.
 * The last line is `N passed, N failed`. On the way to a release (CI=true) whatever is left out is a failure; elsewhere it is
 * named, with the line that adds it.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { type Outcome, sum } from './outcome.ts';
import { runStatic, STATIC_CHECKS } from './static.ts';
import { runVitest } from './vitest.ts';

const PROJECTS = ['unit', 'simulation', 'process', 'lab'];
const LeftOut = z.array(z.object({ what: z.string(), line: z.string() }));

const project = join(import.meta.dirname, '..', '..');
const setUp = LeftOut.parse(JSON.parse(process.argv[2] ?? '[]'));
const strict = process.env['CI'] === 'true';

// The set-up has made the bundle: that is a check too.
const outcomes: Outcome[] = [{ passed: 1, failed: 0, leftOut: [] }];
console.log('ok   bundle');
for (const check of STATIC_CHECKS) outcomes.push(await runStatic(project, check));
for (const name of PROJECTS) outcomes.push(await runVitest(project, name));

const total = sum(outcomes);
const leftOut = setUp.length + total.leftOut.length;
if (leftOut > 0) {
  console.log(`\nLeft out here${strict ? ', which is a failure with CI=true' : ''}:`);
  for (const { what, line } of setUp) console.log(`  ${what}\n    to add it: ${line}`);
  for (const name of total.leftOut) console.log(`  ${name}`);
}
const failed = total.failed + (strict ? leftOut : 0);
console.log(`\n${total.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
