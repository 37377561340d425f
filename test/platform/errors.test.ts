import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codeOf, messageOf } from '../../electron/platform/errors.ts';

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test('what was thrown has words, and a code where the system has said no', () => {
  const absent = thrown(() => readFileSync('/nonexistent'));
  expect([messageOf(absent), codeOf(absent)]).toEqual([expect.stringContaining('no such file'), 'ENOENT']);
  expect([messageOf('a word'), codeOf('a word')]).toEqual(['a word', undefined]);
  expect(codeOf(Object.assign(new Error('odd'), { code: 7 }))).toBeUndefined();
});
