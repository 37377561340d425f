/**
 * The program of an AppImage that a unit may start: a whole copy of what the image holds, one for each build, and a link to the newest.
 * So no unit depends on FUSE, on a mount that ends with one process, or on the file that was downloaded, which may be moved, deleted
 * or replaced by the next one at any time.
 *
 * Invariants: a copy is whole or is not there (copied beside, flushed, renamed); it is never written again, and is removed only when
 * nobody runs from it. The link is there at every moment. Beside the newest copy the one before it is kept: a person goes back to it
 * by linking it again.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, readlink, realpath, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { messageOf } from './errors.ts';
import { installationAt, isWithin, ROOT, type StablePlaces, stablePlaces } from './installation.ts';

const LAUNCHER = 'invigil';

/** Whether the installation's `program` starts this very build already: `stableProgram` would do nothing. */
export function isProgramStable(environment: NodeJS.ProcessEnv = process.env): boolean {
  return isProgramStableAt(ROOT, stablePlaces(environment));
}

export function isProgramStableAt(root: string, places: StablePlaces): boolean {
  const { kind, program } = installationAt(root, places);
  if (kind !== 'appimage') return true;
  const copy = copyOf(root, places);
  return existsSync(copy) && readLink(program) === join(copy, LAUNCHER);
}

/**
 * The installation's `program`, made sure to be there. Of an AppImage: copies what it holds (250 MB, a few seconds) unless this build is
 * there already, links `program` to its launcher, and removes older copies.
 */
export async function stableProgram(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  return stableProgramAt(ROOT, stablePlaces(environment));
}

export async function stableProgramAt(root: string, places: StablePlaces): Promise<string> {
  const { program } = installationAt(root, places);
  if (isProgramStableAt(root, places)) return program;
  const before = readLink(program);
  const copy = copyOf(root, places);
  const copies = dirname(copy);
  await mkdir(copies, { recursive: true, mode: 0o755 });
  if (!existsSync(copy)) await copyWhole(dirname(root), copy);
  await mkdir(dirname(program), { recursive: true });
  const link = `${program}.${process.pid}.new`;
  await rm(link, { force: true });
  await symlink(join(copy, LAUNCHER), link);
  await rename(link, program);
  const kept = new Set([basename(copy), ...(before === null ? [] : [basename(dirname(before))]), ...(await copiesInUse(copies))]);
  for (const old of readdirSync(copies)) if (!kept.has(old)) await rm(join(copies, old), { recursive: true, force: true });
  return program;
}

/** Names of those that somebody runs from: an exhibit that was not restarted after the update before this one. */
async function copiesInUse(copies: string): Promise<Set<string>> {
  // The launcher starts programs by where they really are.
  const folder = await realpath(copies);
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    processes.map(async (pid) => {
      const words = await Promise.all([readlink(`/proc/${pid}/exe`), readFile(`/proc/${pid}/cmdline`, 'utf8')]).catch(() => null);
      // It has ended, or is another account's, which runs from no copy of this one; root sees them all.
      if (words === null) return [];
      const [program, line] = words;
      return [program, ...line.split('\0')].flatMap((path) =>
        isWithin(path, folder)
          ? path
              .slice(folder.length + 1)
              .split('/')
              .slice(0, 1)
          : [],
      );
    }),
  );
  return new Set(found.flat());
}

/** Where this build is kept: in root's folder when it runs from there, else in this user's own. */
function copyOf(root: string, places: StablePlaces): string {
  const { copies } = isWithin(root, places.shared.copies) ? places.shared : places.own;
  return join(copies, buildName(root));
}

async function copyWhole(source: string, target: string): Promise<void> {
  const run = promisify(execFile);
  const part = `${target}.${process.pid}.part`;
  try {
    await rm(part, { recursive: true, force: true });
    // By a program: Electron's own file functions would take the archive within for a folder.
    await run('cp', ['-a', '--no-preserve=ownership', source, part]);
    await run('chmod', ['-R', 'u+rwX,go+rX', part]);
    await run('sync', ['--file-system', part]);
    await rename(part, target);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw new Error(`${source} could not be copied to ${target}: ${messageOf(error)}`);
  }
}

/** What packages carry beside the bundle (build/package/stage.ts). */
const Build = z.object({ version: z.string().regex(/^[\w.+-]+$/), digest: z.hex() });

/** Version and digest: two builds of one version are two copies. */
function buildName(root: string): string {
  const { version, digest } = Build.parse(JSON.parse(readFileSync(join(root, 'dist', 'build.json'), 'utf8')));
  return `${version}-${digest.slice(0, 12)}`;
}

function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null; // Nothing there, or something that is no link: it is replaced.
  }
}
