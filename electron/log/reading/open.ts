/** The files of one service's log, held open so that a rotation meanwhile takes none of them away. */
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from '../unless-missing.ts';

export interface OpenFile {
  readonly handle: FileHandle;
  readonly inode: number;
}

/**
 * Opens SERVICE.log, SERVICE.log.1, ... and returns them youngest first, stopping before the file with the inode `until`. A
 * rotation while this runs only makes a file appear twice, one number up; it is taken once.
 */
export async function openFiles(folder: string, service: string, until?: number): Promise<OpenFile[]> {
  const files: OpenFile[] = [];
  for (let age = 0; ; age++) {
    const file = await openFile(join(folder, age === 0 ? `${service}.log` : `${service}.log.${age}`));
    if (!file) {
      // In the middle of a rotation there is no youngest file for a moment.
      if (age > 0) return files;
    } else if (file.inode === until) {
      await file.handle.close();
      return files;
    } else if (files.at(-1)?.inode === file.inode) {
      await file.handle.close();
    } else files.push(file);
  }
}

/** The services that have a log in the folder, in alphabetical order. */
export async function servicesIn(folder: string): Promise<string[]> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  const services = names.map((name) => /^([a-z0-9-]+)\.log(\.\d+)?$/.exec(name)?.[1]);
  return [...new Set(services.filter((service) => service !== undefined))].sort();
}

async function openFile(path: string): Promise<OpenFile | null> {
  const handle = await unlessMissing(open(path, 'r'));
  return handle && { handle, inode: (await handle.stat()).ino };
}
