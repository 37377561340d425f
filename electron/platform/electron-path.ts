/** Which Electron the shell runs on, and the command line that starts it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { attempt } from './attempt.ts';
import { isExecutable } from './executable.ts';
import { packagedElectron } from './installation.ts';

/** The Electron of trials and tests, for machines that the official download does not reach (test/lab/get-electron). */
const TRIAL_VERSION = '22.3.25';

export interface Electron {
  /** The program. */
  readonly path: string;
  readonly version: string;
  /** Not the Electron that releases are made with. */
  readonly trial: boolean;
  /** It is a package's own, and holds the shell: by a fuse it shows nothing else. */
  readonly packaged?: true;
}

/**
 * A package's own, whether this process runs in it or in another Node (`INVIGIL_NODE`); in a checkout the first that is there:
 * `INVIGIL_ELECTRON` (a program), the one that the package `electron` has downloaded, the trial one. Null: none; nothing is downloaded here.
 */
export function findElectron(environment: Readonly<Record<string, string | undefined>> = process.env): Electron | null {
  const own = packagedElectron();
  if (own !== null) {
    const version = versionOf(own);
    return { path: own, version, trial: version === TRIAL_VERSION, packaged: true };
  }
  const trial = trialElectron(environment);
  for (const path of [environment['INVIGIL_ELECTRON'], downloaded(), trial]) {
    if (path === undefined || !isExecutable(path)) continue;
    return { path, version: versionOf(path), trial: path === trial };
  }
  return null;
}

/** Where the trial Electron lies when it is there. */
export function trialElectron(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const cache = environment['XDG_CACHE_HOME'] || join(environment['HOME'] ?? homedir(), '.cache');
  return join(cache, 'invigil', `electron-${TRIAL_VERSION}`, 'electron');
}

/**
 * Without a graphics card. Every frame is put on the screen whole: of parts, Chromium 108 loses one in ten beside an animation on Wayland,
 * and the old picture stays there until something else changes (docs/measures.md#gpu).
 */
const SOFTWARE = ['--disable-gpu', '--ui-disable-partial-swap'];

export interface ShellCommandOptions {
  readonly electron: Pick<Electron, 'path' | 'packaged'>;
  /** The folder with the shell's bundle, for an Electron that is not packaged with it. */
  readonly bundle: string;
  /** For root only, on whom Chromium refuses to run its sandbox. */
  readonly noSandbox: boolean;
  /** The folder of this display's browser profile. */
  readonly profile: string;
  /** The kind of the session. Said explicitly: a user unit does not always carry XDG_SESSION_TYPE. */
  readonly ozone: 'wayland' | 'x11';
  /** Draw without a graphics card. */
  readonly software?: boolean;
}

export function shellCommand(options: ShellCommandOptions): [string, ...string[]] {
  return [
    options.electron.path,
    `--ozone-platform=${options.ozone}`,
    `--user-data-dir=${options.profile}`,
    '--no-first-run',
    // Fatal messages only: with some compositors Chromium repeats one several times a second for ever.
    '--log-level=3',
    // Otherwise a keyring may ask for its password over the exhibit.
    '--password-store=basic',
    ...(options.software === true ? SOFTWARE : []),
    ...(options.noSandbox ? ['--no-sandbox'] : []),
    ...(options.electron.packaged === true ? [] : [options.bundle]),
  ];
}

/** Without loading the package, which would download. */
function downloaded(): string | undefined {
  const manifest = attempt(() => createRequire(import.meta.url).resolve('electron/package.json'));
  return manifest === null ? undefined : join(dirname(manifest), 'dist', 'electron');
}

/** Every build of Electron has a file `version` beside the program. */
function versionOf(path: string): string {
  const version = attempt(() => readFileSync(join(dirname(path), 'version'), 'utf8'));
  return version?.trim().replace(/^v/, '') ?? 'unknown';
}
