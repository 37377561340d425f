/** The deb of this very tree, for tests that install it: made once for each state of the sources and kept in the user's cache. */
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digestSources } from '../../build/digest.ts';
import { electronFor } from '../../build/package/electron.ts';

const PROJECT = join(import.meta.dirname, '../..');
const CACHE = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'invigil', 'packages');

/** How long one of other sources is kept. */
const KEPT_MS = 24 * 3_600_000;

/** Others that make the same one are waited for as well. */
const BUILD_MS = 20 * 60_000;

/** What making a deb needs of this machine and does not find; empty: it can be made. */
export function missingForDeb(): string[] {
  const programs = ['dpkg-deb', 'flock'].filter((program) => spawnSync('sh', ['-c', 'command -v "$0"', program]).status !== 0);
  try {
    if (process.arch !== 'x64' && process.arch !== 'arm64') return [...programs, 'a processor that packages are made for'];
    electronFor(process.arch, false);
    return programs;
  } catch {
    return [...programs, 'an Electron'];
  }
}

/** Its path: a minute or two the first time, at once after that. */
export async function packagedDeb(): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const name = digest();
  const folder = join(CACHE, name);
  const part = `${folder}.part`;
  const main = join(PROJECT, 'build', 'package', 'main.ts');
  const script = 'test -d "$1" || { rm -rf "$2" && "$3" "$4" --deb --output "$2" && mv "$2" "$1"; }';
  const args = ['-w', String(BUILD_MS / 1000), join(CACHE, 'lock'), 'sh', '-c', script, 'sh', folder, part, process.execPath, main];
  await promisify(execFile)('flock', args, { timeout: BUILD_MS, maxBuffer: 16_000_000 });
  // 75 MB each; another checkout may be using one of today.
  for (const other of readdirSync(CACHE)) {
    const path = join(CACHE, other);
    if (/^[0-9a-f]{16}$/.test(other) && other !== name && Date.now() - statSync(path).mtimeMs > KEPT_MS)
      rmSync(path, { recursive: true, force: true });
  }
  const deb = readdirSync(folder).find((file) => file.endsWith('.deb'));
  if (deb === undefined || !existsSync(join(folder, deb))) throw new Error(`no deb in ${folder}: remove that folder`);
  return join(folder, deb);
}

/** Of everything that goes into it, and of what puts it together. */
function digest(): string {
  const hash = createHash('sha256').update(digestSources(PROJECT));
  for (const folder of ['build/package', 'resources', 'LICENSE']) {
    for (const file of filesOf(join(PROJECT, folder))) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): string[] {
  if (path.endsWith('LICENSE')) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
