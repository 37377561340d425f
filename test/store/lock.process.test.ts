import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { LockHeldError, lock } from '../../electron/store/lock.ts';
import { temporaryFolder } from './folder.ts';

const HOLDER = fileURLToPath(new URL('../fixtures/lock-holder.ts', import.meta.url));

async function holder(path: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [HOLDER, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => end(child));
  await once(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function refusal(path: string): Promise<unknown> {
  return lock(path).catch((error: unknown) => error);
}

test('a second supervisor is told who holds the lock, also when that one hangs', async () => {
  const path = join(temporaryFolder(), 'control.sock');
  const child = await holder(path);
  child.kill('SIGSTOP');
  const error = await refusal(path);
  if (!(error instanceof LockHeldError) || error.holder === null) throw new Error(`no holder in ${error}`);
  expect(error.holder.pid).toBe(child.pid);
  expect(error.holder.command).toBe(`${process.execPath} ${HOLDER} ${path}`);
  expect(error.message).toContain(`process ${child.pid} (`);
});

test('since when the holder runs is its start', async () => {
  const path = join(temporaryFolder(), 'control.sock');
  const taken = await lock(path);
  const error = await refusal(path);
  await taken.release();
  if (!(error instanceof LockHeldError) || error.holder === null) throw new Error(`no holder in ${error}`);
  expect(error.holder.pid).toBe(process.pid);
  const started = Date.now() - process.uptime() * 1000;
  expect(Math.abs(error.holder.since.getTime() - started)).toBeLessThan(1000);
});

test('a killed holder leaves no lock behind', async () => {
  const path = join(temporaryFolder(), 'control.sock');
  const child = await holder(path);
  await end(child);
  const taken = await lock(path);
  await taken.release();
});

test('of several at once exactly one gets it, and after its release another', async () => {
  const path = join(temporaryFolder(), 'control.sock');
  const all = await Promise.allSettled([lock(path), lock(path), lock(path)]);
  const won = all.filter((each) => each.status === 'fulfilled');
  expect(won).toHaveLength(1);
  await won[0]?.value.release();
  const next = await lock(path);
  await next.release();
});

test('exhibits do not hinder each other', async () => {
  const folder = temporaryFolder();
  const one = await lock(join(folder, 'one', 'control.sock'));
  const other = await lock(join(folder, 'other', 'control.sock'));
  await one.release();
  await other.release();
});
