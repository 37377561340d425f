/**
 * How this Invigil came onto the machine, and what follows from it: what a unit may start, and where the files lie that are shipped
 * as they are.
 *
 *   checkout   ROOT/dist/cli.js, ROOT/resources; started by ROOT/bin/invigil
 *   package    /opt/Invigil/resources/{dist/cli.js, app.asar, systemd, ...}; started by /usr/bin/invigil
 *   appimage   the same tree, mounted or unpacked for as long as one command runs: no unit can start from there. `stableProgram`
 *              copies it once for each build into a folder that stays, and links `~/.local/bin/invigil` to the newest
 *
 * Invariants: a copy is whole or is not there (copied beside, flushed, renamed); one that somebody runs from is never written again.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { messageOf } from './errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Installation {
  readonly kind: 'package' | 'appimage' | 'checkout';
  /** Absolute, and the same after an update: what a unit may start. Of an AppImage it is there after `stableProgram`. */
  readonly program: string;
  /** The folder with systemd/, polkit/, session/, icons/. */
  readonly resources: string;
}

/** The folder above the one that this lies in, bundled or not: the checkout, or the `resources` of a package. */
const ROOT = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '../..' : '..');

/** What the packages call their Electron; beside it lies the launcher, `invigil` (build/package/layout.ts). */
const ELECTRON = 'invigil-electron';
const LAUNCHER = 'invigil';

/** The installation that this process runs from. */
export function installation(environment: Environment = process.env): Installation {
  return installationAt(ROOT, environment);
}

/** The one whose bundle lies in `root`/dist. */
export function installationAt(root: string, environment: Environment, places = stablePlaces(environment)): Installation {
  if (!isPackaged(root)) return { kind: 'checkout', program: join(root, 'bin', 'invigil'), resources: join(root, 'resources') };
  const copied = [places.own, places.shared].find((place) => isWithin(root, place.copies));
  if (copied !== undefined) return { kind: 'appimage', program: copied.program, resources: root };
  const { APPDIR: image } = environment;
  if (image !== undefined && isWithin(root, image)) return { kind: 'appimage', program: places.own.program, resources: root };
  return { kind: 'package', program: '/usr/bin/invigil', resources: root };
}

/** The Electron of the package that this runs from: it shows the package's shell and nothing else. Null in a checkout. */
export function packagedElectron(root = ROOT): string | null {
  return isPackaged(root) ? join(dirname(root), ELECTRON) : null;
}

interface StablePlace {
  /** The link that stays. */
  readonly program: string;
  /** The folder with one copy for each build. */
  readonly copies: string;
}

/** Where copies of an AppImage are: of this user, and of root for everybody. */
export interface StablePlaces {
  readonly own: StablePlace;
  readonly shared: StablePlace;
}

export function stablePlaces(environment: Environment, uid = process.getuid?.()): StablePlaces {
  const shared = { program: '/usr/local/bin/invigil', copies: '/usr/local/lib/invigil' };
  if (uid === 0) return { own: shared, shared };
  const home = environment['HOME'] || homedir();
  const given = environment['XDG_DATA_HOME'];
  const data = given !== undefined && isAbsolute(given) ? given : join(home, '.local', 'share');
  return { own: { program: join(home, '.local', 'bin', 'invigil'), copies: join(data, 'invigil', 'program') }, shared };
}

/** Whether the installation's `program` starts this very build already: `stableProgram` would do nothing. */
export function isProgramStable(environment: Environment = process.env): boolean {
  return isProgramStableAt(ROOT, environment);
}

export function isProgramStableAt(root: string, environment: Environment, places = stablePlaces(environment)): boolean {
  const { kind, program } = installationAt(root, environment, places);
  if (kind !== 'appimage') return true;
  const copy = copyOf(root, places);
  return existsSync(copy) && readLink(program) === join(copy, LAUNCHER);
}

/**
 * The installation's `program`, made sure to be there. Of an AppImage: copies what it holds (250 MB, a few seconds) unless this build
 * is there already, links `program` to its launcher, and removes older copies but the one that was linked until now, from which an
 * exhibit may still run. So no unit depends on FUSE, on a mount that ends with one process, or on the file that was downloaded.
 */
export async function stableProgram(environment: Environment = process.env): Promise<string> {
  return stableProgramAt(ROOT, environment);
}

export async function stableProgramAt(root: string, environment: Environment, places = stablePlaces(environment)): Promise<string> {
  const { program } = installationAt(root, environment, places);
  if (isProgramStableAt(root, environment, places)) return program;
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
  const kept = new Set([basename(copy), ...(before === null ? [] : [basename(dirname(before))])]);
  for (const old of readdirSync(copies)) if (!kept.has(old)) await rm(join(copies, old), { recursive: true, force: true });
  return program;
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

/** Electron takes the archive for a folder, which is as good. */
function isPackaged(root: string): boolean {
  return existsSync(join(root, 'app.asar'));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
