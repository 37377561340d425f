import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { Folder } from './folder.ts';

const FIXTURE = fileURLToPath(new URL('../fixtures/log-echo.ts', import.meta.url));

it('shows a developer what services write, as it is logged', () => {
  const folder = new Folder();
  onTestFinished(() => folder.remove());
  const script = 'echo one; printf "10%%\\r20%%\\r"; sleep 0.1; echo 30%';
  const env = { ...process.env, NO_COLOR: '1' };
  const args = [FIXTURE, folder.log, folder.run, 'sh', '-c', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  // Each alert once.
  expect(stderr).toBe('invigil: the disk is full\n');
  expect(stdout).toBe('core       | one\ncore       | 30%\ncore       | -- no sign of life\n');
  expect(folder.texts('core.log')).toEqual(['out one', 'out 30%', 'inv no sign of life']);
});
