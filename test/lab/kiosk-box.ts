/** A throw-away kiosk machine for tests (test/lab/kiosk-box): systemd, logind, and a user who logs in to a Wayland session. */
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { missingPrograms } from '../support/programs.ts';

const execute = promisify(execFile);
const CHECKOUT = join(import.meta.dirname, '../..');
const PROGRAMS = ['systemd-nspawn', 'loginctl', 'sway', 'swaymsg', 'npm', 'unshare', 'setpriv', 'chroot'];

/** What a box needs of this machine and does not find; empty: it can be started. */
export function missingForBox(): string[] {
  if (process.getuid?.() !== 0) return ['root'];
  const programs = missingPrograms(PROGRAMS);
  if (programs.length > 0) return [...programs];
  const pam = spawnSync('sh', ['-c', 'ls /lib/*/security/pam_systemd.so /usr/lib/*/security/pam_systemd.so 2>/dev/null | grep -q .']);
  if (pam.status !== 0) return ['libpam-systemd'];
  const mounts = spawnSync('unshare', ['--mount', '--pid', '--fork', '--mount-proc', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return mounts.status === 0 ? [] : ['leave to mount'];
}

/** Runs `steps` (a script, as root, with this checkout at /checkout) in a box, with `files` beside it in /box, and what `prepare` adds. */
export async function runInBox(
  steps: string,
  files: Readonly<Record<string, string>>,
  prepare: (folder: string) => void = () => undefined,
): Promise<{ read(name: string): string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-box-'));
  chmodSync(folder, 0o755);
  const path = (name: string) => join(folder, name);
  for (const [name, text] of Object.entries(files)) writeFileSync(path(name), text);
  writeFileSync(path('steps'), steps, { mode: 0o755 });
  prepare(folder);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await execute(join(import.meta.dirname, 'kiosk-box'), [folder, CHECKOUT]);
  } catch (error) {
    const said = existsSync(path('out.log')) ? readFileSync(path('out.log'), 'utf8') : '';
    remove();
    throw new Error(`the steps in the box failed:\n${said}`, { cause: error });
  }
  return { read: (name) => readFileSync(path(name), 'utf8'), remove };
}
