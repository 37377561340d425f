/**
 * `npm test` after its set-up: every check, one after the other. The last line is `N passed, N failed`, and above it stands by name what
 * failed. On the way to a release (CI=true) whatever is left out is a failure; elsewhere it is named, with the line that adds it.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { NOTHING, type Outcome, sum } from './outcome.ts';
import { runStatic, STATIC_CHECKS } from './static.ts';
import { runProject, type TestProject } from './vitest.ts';

/** Beside a machine of two cores: more files at a time where they wait more than they work, one where they load it on purpose. */
const PROJECTS: readonly TestProject[] = [
  { name: 'unit', workers: 2, secondRun: false },
  { name: 'simulation', workers: 2, secondRun: false },
  { name: 'process', workers: 3, secondRun: true },
  { name: 'alone', workers: 1, secondRun: true },
  { name: 'lab', workers: 2, secondRun: true },
];
const LeftOut = z.array(z.object({ what: z.string(), line: z.string() }));

const project = join(import.meta.dirname, '..', '..');
const setUp = LeftOut.parse(JSON.parse(process.argv[2] ?? '[]'));
const strict = process.env['CI'] === 'true';

// The set-up has made the bundle: that is a check too.
const outcomes: Outcome[] = [{ ...NOTHING, passed: 1 }];
console.log('ok   bundle');
for (const check of STATIC_CHECKS) outcomes.push(await runStatic(project, check));
for (const one of PROJECTS) outcomes.push(await runProject(project, one));

const total = sum(outcomes);
const leftOut = setUp.length + total.leftOut.length;
if (leftOut > 0) {
  console.log(`\nLeft out here${strict ? ', which is a failure with CI=true' : ''}:`);
  for (const { what, line } of setUp) console.log(`  ${what}\n    to add it: ${line}`);
  for (const name of total.leftOut) console.log(`  ${name}`);
}
if (total.secondRun.length > 0) console.log(`\nFailed beside others, passed alone:\n  ${total.secondRun.join('\n  ')}`);
if (total.failed.length > 0) console.log(`\nFailed:\n  ${total.failed.join('\n  ')}`);
const failed = total.failed.length + (strict ? leftOut : 0);
console.log(`\n${total.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
