/**
 * How this Invigil came onto the machine, and what follows from it: what a unit may start, and where the files lie that are shipped
 * as they are.
 *
 *   checkout   ROOT/dist/cli.js, ROOT/resources; started by ROOT/bin/invigil
 *   package    /opt/Invigil/resources/{dist/cli.js, app.asar, systemd, ...}; started by /usr/bin/invigil
 *   appimage   the same tree with an AppRun above it, mounted or unpacked for as long as one command runs: no unit can start from there.
 *              `stable-program.ts` copies it into a folder that stays
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, sep } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Installation {
  readonly kind: 'package' | 'appimage' | 'checkout';
  /** Absolute, and the same after an update: what a unit may start. Of an AppImage it is there after `stableProgram`. */
  readonly program: string;
  /** The folder with systemd/, polkit/, session/, icons/. */
  readonly resources: string;
}

/** The folder above the one that this lies in, bundled or not: the checkout, or the `resources` of a package. */
export const ROOT = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '../..' : '..');

/** What the packages call their Electron; beside it lies the launcher, `invigil` (build/package/layout.ts). */
const ELECTRON = 'invigil-electron';

/** What an AppImage starts. A deb has none, and the environment would not tell: of an image that somebody has unpacked it says nothing. */
const APP_RUN = 'AppRun';

/** The installation that this process runs from. */
export function installation(environment: Environment = process.env): Installation {
  return installationAt(ROOT, stablePlaces(environment));
}

/** The one whose bundle lies in `root`/dist. */
export function installationAt(root: string, places: StablePlaces): Installation {
  if (!isPackaged(root)) return { kind: 'checkout', program: join(root, 'bin', 'invigil'), resources: join(root, 'resources') };
  if (!existsSync(join(dirname(root), APP_RUN))) return { kind: 'package', program: '/usr/bin/invigil', resources: root };
  const { program } = isWithin(root, places.shared.copies) ? places.shared : places.own;
  return { kind: 'appimage', program, resources: root };
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

/** Electron takes the archive for a folder, which is as good. */
function isPackaged(root: string): boolean {
  return existsSync(join(root, 'app.asar'));
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
