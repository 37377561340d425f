/** The Electron that lab tests use, made readable for the plain user that they run it as. */
import { execFileSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { type Electron, findElectron } from '../../electron/platform/electron-path.ts';

/** The downloaded one, the one named by INVIGIL_ELECTRON, or the trial one; null: these tests cannot run here. */
export const labElectron: Electron | null = findElectron();

/** The same, for a test that is only run where there is one. */
export function theElectron(): Electron {
  if (labElectron === null) throw new Error('there is no Electron');
  return labElectron;
}

/** Links Electron into `folder`, which every user may read; its own place may be closed to others. Returns the program. */
export function stageElectron(electron: Electron, folder: string): string {
  const target = join(folder, 'electron');
  // Hard links cost nothing; on another file system they cannot be made.
  try {
    execFileSync('cp', ['-rlL', dirname(electron.path), target], { stdio: 'ignore' });
  } catch {
    return copyElectron(electron, target);
  }
  return join(target, basename(electron.path));
}

/** A copy of its own in the folder `target`, of which no other process has a page in memory. Returns the program. */
export function copyElectron(electron: Electron, target: string): string {
  execFileSync('cp', ['-rLf', '--no-preserve=links', `${dirname(electron.path)}/.`, target]);
  return join(target, basename(electron.path));
}
