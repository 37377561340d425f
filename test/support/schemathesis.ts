/** Schemathesis, which asks an API whatever its description allows and does not: from PyPI, in a folder of its own, brought once. */
import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const VERSION = '4.32.5';
const DOWNLOAD_MS = 300_000;

/** The folder of its packages, for PYTHONPATH; a string that says why it is not to be had here. */
export function findSchemathesis(): { readonly packages: string } | { readonly missing: string } {
  const packages = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'invigil', `schemathesis-${VERSION}`);
  if (existsSync(packages)) return { packages };
  const half = `${packages}.${process.pid}`;
  try {
    const args = ['-m', 'pip', 'install', '--quiet', '--target', half, `schemathesis==${VERSION}`];
    execFileSync('python3', args, { stdio: 'ignore', timeout: DOWNLOAD_MS });
    renameSync(half, packages);
    return { packages };
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    return { missing: `schemathesis is not here and pip did not bring it: ${error instanceof Error ? error.message : String(error)}` };
  }
}
