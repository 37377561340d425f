import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { watchPath } from '../../electron/platform/path-watch.ts';
import { until } from '../support/until.ts';

/** What is watched below a folder of the test's own, and how often it was told of. */
function watched(name: string, restMs?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  const seen = { calls: 0 };
  const stop = watchPath(
    path,
    () => seen.calls++,
    (text) => expect.unreachable(text),
    restMs,
  );
  onTestFinished(stop);
  const told = async (what: string) => {
    await until(what, () => seen.calls > 0, 15_000);
    seen.calls = 0;
  };
  return { folder, path, seen, stop, told };
}

it('tells of what is there, of changes, and of folders that come and go', async () => {
  const { folder, path, told } = watched('one/two/file');
  await told('the beginning');
  for (let turn = 0; turn < 3; turn++) {
    mkdirSync(join(folder, 'one/two'), { recursive: true });
    await told('the folders');
    writeFileSync(path, '');
    await told('the file');
    appendFileSync(path, 'more');
    await told('a change');
    renameSync(join(folder, 'one/two'), join(folder, `gone-${turn}`));
    await told('the end of the folder');
    rmSync(join(folder, 'one'), { recursive: true });
  }
});

it('does not tell of neighbours', async () => {
  const { folder, path, seen, told } = watched('file');
  await told('the beginning');
  writeFileSync(join(folder, 'another'), 'text');
  writeFileSync(path, '');
  await told('the file');
  expect(seen.calls).toBe(0);
});

it('rests in a folder where others write without end: all of it is one call', async () => {
  const { folder, seen, told } = watched('file', 50);
  await told('the beginning');
  for (let turn = 0; turn < 500; turn++) appendFileSync(join(folder, 'another'), 'text');
  await told('the flood');
  appendFileSync(join(folder, 'another'), 'text');
  await until('what came after the rest', () => seen.calls === 1);
});

it('is silent when it was stopped, in its rest too', async () => {
  const resting = watched('file', 50);
  await resting.told('the beginning');
  writeFileSync(resting.path, '');
  const witness = watched('file', 200);
  await witness.told('the beginning');
  writeFileSync(witness.path, '');
  resting.stop();
  await witness.told('the file');
  expect(resting.seen.calls).toBe(0);
});
