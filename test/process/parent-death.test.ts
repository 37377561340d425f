import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { findParentDeath } from '../../electron/process/parent-death.ts';

/** A setpriv that only holds this text, the first one to be found. */
function setprivOf(text: string, mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-setpriv-'));
  const file = join(folder, 'setpriv');
  writeFileSync(file, text, { mode });
  vi.stubEnv('PATH', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return file;
}

it('a setpriv that knows the signal is taken', () => {
  const file = setprivOf('--pdeathsig keep|clear|<signame>');
  expect(findParentDeath()).toBe(file);
});

it('one that does not, cannot be executed, or is not there, is not', () => {
  setprivOf('BusyBox: -d,--dump --nnp,--no-new-privs');
  expect(findParentDeath()).toBeNull();
  setprivOf('--pdeathsig', 0o644);
  expect(findParentDeath()).toBeNull();
  vi.stubEnv('PATH', '/nowhere');
  expect(findParentDeath()).toBeNull();
});

it("this machine's own does what it says", () => {
  expect(findParentDeath()).toMatch(/setpriv$/);
});
