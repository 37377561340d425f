import { describe, expect, test } from 'vitest';
import { NOTHING, sum } from '../../build/check/outcome.ts';
import { outcomeOf, outcomeOfBoth, readReport } from '../../build/check/report.ts';

/** Of files `test/0.test.ts`, `test/1.test.ts`, ...: the status of each, and of its tests. */
function report(files: readonly { status: string; tests: readonly string[] }[]) {
  const testResults = files.map(({ status, tests }, i) => ({
    name: `/project/test/${i}.test.ts`,
    status,
    assertionResults: tests.map((word, n) => ({ fullName: `test ${n}`, status: word })),
  }));
  return readReport(JSON.stringify({ testResults }), '/project');
}

describe('a run', () => {
  test('says what passed, what failed and what was left out, by name', () => {
    const files = report([{ status: 'failed', tests: ['passed', 'failed', 'skipped', 'todo', 'passed'] }]);
    expect(outcomeOf(files, false)).toEqual({
      passed: 2,
      failed: ['test/0.test.ts: test 1'],
      secondRun: [],
      leftOut: ['test/0.test.ts: test 2', 'test/0.test.ts: test 3'],
    });
  });

  test('counts a file that did not load as a failure', () => {
    const files = report([
      { status: 'passed', tests: ['passed'] },
      { status: 'failed', tests: [] },
    ]);
    expect(outcomeOf(files, false)).toMatchObject({ passed: 1, failed: ['test/1.test.ts: the file as a whole'] });
  });

  test('counts an error outside of any test as a failure', () => {
    const files = report([{ status: 'passed', tests: ['passed'] }]);
    expect(outcomeOf(files, false)).toMatchObject({ passed: 1, failed: ['an error outside of any test'] });
    expect(outcomeOf(files, true)).toMatchObject({ passed: 1, failed: [] });
  });
});

describe('a second run of the files that failed', () => {
  const first = report([
    { status: 'passed', tests: ['passed', 'passed'] },
    { status: 'failed', tests: ['passed', 'failed', 'failed'] },
  ]);
  const again = (tests: readonly string[]) =>
    report([
      { status: 'passed', tests: [] },
      { status: 'failed', tests },
    ]).slice(1);

  test('takes the place of the first, and names what needed it', () => {
    expect(outcomeOfBoth(first, again(['passed', 'passed', 'failed']), false)).toEqual({
      passed: 4,
      failed: ['test/1.test.ts: test 2'],
      secondRun: ['test/1.test.ts: test 1'],
      leftOut: [],
    });
  });

  test('is no way around a failure', () => {
    expect(outcomeOfBoth(first, again(['failed', 'failed', 'failed']), false).failed).toHaveLength(3);
    expect(outcomeOfBoth(first, [], false).failed).toEqual(['test/1.test.ts: test 1', 'test/1.test.ts: test 2']);
  });

  test('that ends badly outside of any test is a failure', () => {
    expect(
      outcomeOfBoth(
        first,
        again(['passed', 'passed', 'passed']).map((file) => ({ ...file, failed: [] })),
        false,
      ).failed,
    ).toEqual(['an error outside of any test']);
  });
});

test('adds up', () => {
  const one = { ...NOTHING, passed: 1, failed: ['f'], leftOut: ['a'] };
  const other = { ...NOTHING, passed: 10, secondRun: ['s'], leftOut: ['b'] };
  expect(sum([one, other])).toEqual({ passed: 11, failed: ['f'], secondRun: ['s'], leftOut: ['a', 'b'] });
});
