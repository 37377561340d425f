/** What lies in a folder, as the search for programs sees it. */
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Of a file only so much is looked at. */
const READ_BYTES = 262_144;

export interface Files {
  /** Files at the top, by name. */
  readonly names: readonly string[];
  has(path: string): boolean;
  /** The text of a file; empty when it cannot be read. */
  text(path: string): string;
  isExecutable(path: string): boolean;
}

export function filesIn(folder: string): Files {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .toSorted();
  return {
    names,
    has: (path) => existsSync(join(folder, path)),
    text(path) {
      const file = join(folder, path);
      return isReadableFile(file) ? readFileSync(file).toString('utf8', 0, READ_BYTES) : '';
    },
    isExecutable: (path) => isReadableFile(join(folder, path)) && may(join(folder, path), constants.X_OK),
  };
}

function isReadableFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true && may(file, constants.R_OK);
}

function may(file: string, mode: number): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch (error) {
    // What this account may not touch is none of its programs.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
