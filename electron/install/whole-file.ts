/** Small files that are always whole, written synchronously; folders that are removed when they are empty. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../platform/errors.ts';

/** A reader, also after a power cut, sees the old content or the new one. Root that replaces a file leaves it to its owner. */
export function writeWhole(path: string, content: string, mode: number): void {
  const beside = `${path}.new`;
  writeFileSync(beside, content, { mode });
  // The mask of this process takes its part of the mode.
  chmodSync(beside, mode);
  const before = statSync(path, { throwIfNoEntry: false });
  if (before !== undefined && process.geteuid?.() === 0) chownSync(beside, before.uid, before.gid);
  flush(beside);
  renameSync(beside, path);
  flush(dirname(path));
}

/** Null: there is no such file. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** False: it is not empty, and stays. */
export function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOTEMPTY') return false;
    throw error;
  }
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function flush(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}
