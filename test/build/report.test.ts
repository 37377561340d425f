import { expect, test } from 'vitest';
import { sum } from '../../build/check/outcome.ts';
import { countReport } from '../../build/check/vitest.ts';

function report(files: readonly { status: string; tests: readonly string[] }[]): string {
  return JSON.stringify({
    testResults: files.map(({ status, tests }, i) => ({
      name: `/project/test/${i}.test.ts`,
      status,
      assertionResults: tests.map((test, n) => ({ fullName: `test ${n}`, status: test })),
    })),
  });
}

test('counts what passed, what failed and what was left out, by name', () => {
  const text = report([{ status: 'failed', tests: ['passed', 'failed', 'skipped', 'todo', 'passed'] }]);
  expect(countReport(text, '/project', false)).toEqual({
    passed: 2,
    failed: 1,
    leftOut: ['test/0.test.ts: test 2', 'test/0.test.ts: test 3'],
  });
});

test('counts a file that did not load as a failure', () => {
  const text = report([
    { status: 'passed', tests: ['passed'] },
    { status: 'failed', tests: [] },
  ]);
  expect(countReport(text, '/project', false)).toMatchObject({ passed: 1, failed: 1 });
});

test('counts an error outside of any test as a failure', () => {
  const text = report([{ status: 'passed', tests: ['passed'] }]);
  expect(countReport(text, '/project', false)).toMatchObject({ passed: 1, failed: 1 });
  expect(countReport(text, '/project', true)).toMatchObject({ passed: 1, failed: 0 });
});

test('adds up', () => {
  const one = { passed: 1, failed: 2, leftOut: ['a'] };
  expect(sum([one, { passed: 10, failed: 20, leftOut: ['b'] }])).toEqual({ passed: 11, failed: 22, leftOut: ['a', 'b'] });
});
