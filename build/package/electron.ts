/**
 * Which Electron goes into the packages: the official one when it has been downloaded, else the trial one, which is for tests and is
 * never released.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { trialElectron } from '../../electron/platform/electron-path.ts';
import type { Architecture } from './layout.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

export interface PackagedElectron {
  readonly version: string;
  /** The folder with Electron's build; null: electron-builder downloads it. */
  readonly folder: string | null;
  /** Not the Electron that releases are made with. */
  readonly trial: boolean;
}

/** Throws with what is missing and how it comes. */
export function electronFor(architecture: Architecture, official: boolean): PackagedElectron {
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'node_modules', 'electron', 'package.json'), 'utf8'));
  const downloaded = join(PROJECT, 'node_modules', 'electron', 'dist');
  if (existsSync(join(downloaded, 'electron'))) {
    return { version, folder: architecture === process.arch ? downloaded : null, trial: false };
  }
  const how = 'node node_modules/electron/install.js brings it, from a network that reaches its release host';
  if (official) throw new Error(`Electron ${version} is not here, and a release takes no other: ${how}`);
  const trial = dirname(trialElectron());
  if (architecture !== 'x64') throw new Error(`Electron ${version} is not here, and the trial Electron exists for x64 only: ${how}`);
  if (!existsSync(join(trial, 'electron'))) throw new Error(`neither Electron ${version} nor the trial Electron is here: ${how}`);
  return { version: readFileSync(join(trial, 'version'), 'utf8').trim().replace(/^v/, ''), folder: trial, trial: true };
}

/**
 * What electron-builder makes an AppImage of the trial Electron with: that Electron's own runtime and this machine's mksquashfs
 * (test/lab/get-electron puts both there). Null: electron-builder brings its own, whose runtime needs no library of FUSE.
 */
export function legacyAppImageTools({ trial, folder }: PackagedElectron): string | null {
  return trial && folder !== null ? `${folder}-appimage` : null;
}
