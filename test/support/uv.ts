/** uv, the Python tool whose `uv run` many start their programs with: the machine's own, or one from PyPI, brought once. */
import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const VERSION = '0.13.9';
const DOWNLOAD_MS = 100_000;

/** The program; a string that says why it is not to be had here. */
export function findUv(): { readonly path: string } | { readonly missing: string } {
  const own = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'uv'));
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'invigil', `uv-${VERSION}`);
  const brought = join(folder, 'bin', 'uv');
  const found = [...own, brought].find((path) => existsSync(path));
  if (found !== undefined) return { path: found };
  const half = `${folder}.${process.pid}`;
  try {
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', half, `uv==${VERSION}`];
    execFileSync('python3', args, { stdio: 'ignore', timeout: DOWNLOAD_MS });
    renameSync(half, folder);
    return { path: brought };
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    return { missing: `uv is not here and pip did not bring it: ${error instanceof Error ? error.message : String(error)}` };
  }
}
