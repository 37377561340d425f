/**
 * Small files that are always whole: a reader, also after a power cut, sees the old content or the new one. Written beside, fsynced,
 * renamed, and the folder fsynced so that the rename itself lasts. Each file has one writer, one write at a time.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, messageOf } from '../platform/errors.ts';

/** A file could not be read or written: the disk, the permissions, the folder. Not about what is in it. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly path: string;
  /** The system's name of the error, such as `EIO`. */
  readonly code: string;

  constructor(doing: string, path: string, cause: unknown) {
    super(`${path} cannot be ${doing}: ${messageOf(cause)}`, { cause });
    this.path = path;
    this.code = codeOf(cause) ?? 'unknown';
  }
}

/** Replaces the file's content, durably. Rejects with a `FileError`; the old content is then still there. */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  // Always the same name, so that a write that was cut off leaves nothing that piles up.
  const beside = `${path}.new`;
  try {
    const file = await open(beside, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    throw new FileError('written', path, error);
  }
}

/** The file's content; null: there is no such file. Rejects with a `FileError`. */
export async function readFileIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new FileError('read', path, error);
  }
}

/** Moves a file out of the way, to NAME.damaged-TIME; answers with the new name. Rejects with a `FileError`. */
export async function moveAside(path: string, now: Date): Promise<string> {
  const aside = `${path}.damaged-${now.toISOString().replaceAll(':', '').replace('.', '')}`;
  try {
    await rename(path, aside);
    return aside;
  } catch (error) {
    throw new FileError('moved aside', path, error);
  }
}
