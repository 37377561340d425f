import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compiled } from '../support/compile.ts';

/** A program that looks for the orphan its shell has left in a session of its own, ends it, and says whether it was among the children. */
const LOOKER = `
import { execFileSync } from 'node:child_process';
import { Reapers } from ${JSON.stringify(join(import.meta.dirname, '../../electron/process/reapers.ts'))};
const reapers = new Reapers();
const orphan = Number(execFileSync('sh', ['-c', 'setsid sleep 60 >/dev/null 2>&1 & echo $!'], { encoding: 'utf8' }));
let children = null;
while (children === null) children = reapers.children();
process.kill(orphan);
console.log(children.includes(orphan));
`;
const looker = [process.execPath, '--input-type=module', '-e', LOOKER] as const;

test('an orphan is a child of one of its reapers', () => {
  expect(execFileSync(looker[0], looker.slice(1), { encoding: 'utf8' })).toBe('true\n');
});

test('also where an ancestor collects orphans in the place of init', () => {
  expect(execFileSync(compiled('reaper'), looker, { encoding: 'utf8' })).toBe('true\n');
});
