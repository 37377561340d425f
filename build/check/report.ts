/** What vitest's `json` reporter says of a run. */
import { relative } from 'node:path';
import { z } from 'zod';
import type { Outcome } from './outcome.ts';

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** One file of tests; its tests by name. */
export interface FileResult {
  /** Relative to the project. */
  readonly file: string;
  readonly passed: number;
  readonly failed: readonly string[];
  readonly leftOut: readonly string[];
}

/** A file that failed without a failed test (it did not load) has failed as a whole. */
export function readReport(text: string, project: string): readonly FileResult[] {
  return Report.parse(JSON.parse(text)).testResults.map(({ name, status, assertionResults }) => {
    const file = relative(project, name);
    const named = (is: (status: string) => boolean) =>
      assertionResults.filter((test) => is(test.status)).map((test) => `${file}: ${test.fullName}`);
    const failed = named((word) => word === 'failed');
    return {
      file,
      passed: named((word) => word === 'passed').length,
      failed: status === 'failed' && failed.length === 0 ? [`${file}: the file as a whole`] : failed,
      leftOut: named((word) => word !== 'passed' && word !== 'failed'),
    };
  });
}

/** `ranWell`: false when vitest said that something failed, be it outside of any test. */
export function outcomeOf(files: readonly FileResult[], ranWell: boolean): Outcome {
  const failed = files.flatMap((file) => file.failed);
  return {
    passed: files.reduce((total, file) => total + file.passed, 0),
    failed: failed.length === 0 && !ranWell ? ['an error outside of any test'] : failed,
    secondRun: [],
    leftOut: files.flatMap((file) => file.leftOut),
  };
}

/** A run, and the second one of those files that had failed in it: these count as in the second. */
export function outcomeOfBoth(first: readonly FileResult[], second: readonly FileResult[], secondRanWell: boolean): Outcome {
  const again = new Map(second.map((file) => [file.file, file]));
  const outcome = outcomeOf(
    first.map((file) => again.get(file.file) ?? file),
    secondRanWell,
  );
  const before = first.flatMap((file) => file.failed);
  return { ...outcome, secondRun: before.filter((name) => !outcome.failed.includes(name)) };
}
