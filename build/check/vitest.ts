import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { Outcome } from './outcome.ts';

/** What is read of the report of vitest's `json` reporter. */
const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/**
 * Counts a report. A file that failed without a failed test (it did not load) counts as one; so does a run that ended badly
 * although every test passed (an error outside of any test).
 */
export function countReport(text: string, project: string, ranWell: boolean): Outcome {
  const files = Report.parse(JSON.parse(text)).testResults;
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: relative(project, file.name) })));
  const failedTests = tests.filter((test) => test.status === 'failed').length;
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = failedTests + brokenFiles;
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failed === 0 && !ranWell ? 1 : failed,
    leftOut: tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => `${test.file}: ${test.fullName}`),
  };
}

/** Runs one of the projects of vitest.config.ts, with vitest's own words on the terminal. */
export async function runVitest(project: string, name: string): Promise<Outcome> {
  const file = join(project, 'dist', 'test', `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  console.log(`\nTests: ${name}`);
  const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const child = spawn(process.execPath, [vitest, 'run', '--project', name, '--passWithNoTests', ...reporters], {
    cwd: project,
    stdio: 'inherit',
  });
  const [status] = await once(child, 'exit');
  try {
    return countReport(readFileSync(file, 'utf8'), project, status === 0);
  } catch (error) {
    console.error(`vitest left no report for ${name} (exit status ${status}): ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1, leftOut: [] };
  }
}
