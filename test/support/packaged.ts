/** The packages of this very tree, for tests that install them: made once for each state of the sources and kept in the user's cache. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digestSources } from '../../build/digest.ts';
import { electronFor, legacyAppImageTools } from '../../build/package/electron.ts';
import { missingPrograms } from './programs.ts';

const PROJECT = join(import.meta.dirname, '../..');
const CACHE = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'invigil', 'packages');

/** How long one of other sources is kept. */
const KEPT_MS = 24 * 3_600_000;

/** Others that make the same one are waited for as well. */
const BUILD_MS = 20 * 60_000;

/** What making a deb needs of this machine and does not find; empty: it can be made. */
export function missingForDeb(): readonly string[] {
  const programs = missingPrograms(['dpkg-deb', 'flock']);
  try {
    if (process.arch !== 'x64' && process.arch !== 'arm64') return [...programs, 'a processor that packages are made for'];
    electronFor(process.arch, false);
    return programs;
  } catch {
    return [...programs, 'an Electron'];
  }
}

/** The same for an AppImage, and for a second one of another build. */
export function missingForAppImage(): readonly string[] {
  const missing = [...missingForDeb(), ...missingPrograms(['mksquashfs', 'unsquashfs', 'desktop-file-validate'])];
  if (missing.length > 0 || (process.arch !== 'x64' && process.arch !== 'arm64')) return missing;
  const tools = legacyAppImageTools(electronFor(process.arch, false));
  return tools === null || existsSync(tools) ? [] : ["the trial Electron's runtime of AppImages (test/lab/get-electron)"];
}

/** Its path: a minute or two the first time, at once after that. */
export async function packagedDeb(): Promise<string> {
  return packaged('.deb');
}

/** Likewise; it comes with the deb, so that whoever is first packs once for all. */
export async function packagedAppImage(): Promise<string> {
  return packaged('.AppImage');
}

/** Writes to `target` what `image` holds as another build of the same version; not compressed, which takes seconds less. */
export async function appImageOfAnotherBuild(image: string, target: string): Promise<void> {
  const run = promisify(execFile);
  const work = mkdtempSync(join(tmpdir(), 'invigil-appimage-'));
  try {
    const root = join(work, 'root');
    const { stdout } = await run(image, ['--appimage-offset']);
    const offset = Number(stdout);
    await run('unsquashfs', ['-quiet', '-no-progress', '-offset', String(offset), '-dest', root, image]);
    const about = join(root, 'resources', 'dist', 'build.json');
    const build = JSON.parse(readFileSync(about, 'utf8'));
    writeFileSync(about, JSON.stringify({ ...build, digest: createHash('sha256').update(build.digest).digest('hex') }));
    const raw = ['-noI', '-noD', '-noF', '-noX'];
    await run('mksquashfs', [root, target, '-offset', String(offset), '-all-root', '-noappend', '-no-progress', '-quiet', ...raw]);
    await run('dd', [`if=${image}`, `of=${target}`, `bs=${offset}`, 'count=1', 'conv=notrunc', 'status=none']);
    chmodSync(target, 0o755);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function packaged(suffix: string): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const kinds = ['--deb', ...(missingForAppImage().length === 0 ? ['--appimage'] : [])];
  const name = digest(kinds);
  const folder = join(CACHE, name);
  const part = `${folder}.part`;
  const main = join(PROJECT, 'build', 'package', 'main.ts');
  const script = 'test -d "$1" || { rm -rf "$2" && "$3" "$4" $5 --output "$2" && mv "$2" "$1"; }';
  const making = [folder, part, process.execPath, main, kinds.join(' ')];
  const args = ['-w', String(BUILD_MS / 1000), join(CACHE, 'lock'), 'sh', '-c', script, 'sh', ...making];
  await promisify(execFile)('flock', args, { timeout: BUILD_MS, maxBuffer: 16_000_000 });
  // 170 MB each; another checkout may be using one of today.
  for (const other of readdirSync(CACHE)) {
    const path = join(CACHE, other);
    if (/^[0-9a-f]{16}$/.test(other) && other !== name && Date.now() - statSync(path).mtimeMs > KEPT_MS)
      rmSync(path, { recursive: true, force: true });
  }
  const file = readdirSync(folder).find((each) => each.endsWith(suffix));
  if (file === undefined) throw new Error(`no ${suffix} in ${folder}: remove that folder`);
  return join(folder, file);
}

/** Of everything that goes into them, and of what puts them together. */
function digest(kinds: readonly string[]): string {
  const hash = createHash('sha256').update(`${kinds}\0`).update(digestSources(PROJECT));
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
