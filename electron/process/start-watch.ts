/** Waits, without polling, for a start failure to be mended: a file that appears, or becomes executable. */
import { type FSWatcher, watch } from 'node:fs';
import { messageOf } from '../platform/errors.ts';
import type { Log } from './log.ts';
import type { StartFailure } from './start-failure.ts';

/** A program that is being copied is there before it is whole: it counts when its folder was quiet for this long. */
const QUIET_MS = 250;

export interface StartWatch {
  close(): void;
}

/** Calls `mended` once, when `check` finds nothing any more. Where nothing can be watched, the policy's own retry remains. */
export function watchStart(first: StartFailure, check: () => StartFailure | null, mended: () => void, log: Log): StartWatch {
  const watchers = new Map<string, FSWatcher>();
  let quiet: NodeJS.Timeout | undefined;

  function look(): void {
    clearTimeout(quiet);
    const failure = check();
    if (failure !== null) return follow(failure.folders);
    quiet = setTimeout(() => {
      if (check() !== null) return look();
      close();
      mended();
    }, QUIET_MS);
  }

  /** The folders to watch differ with each folder that appears on the way to the program. */
  function follow(folders: readonly string[]): void {
    for (const [folder, watcher] of watchers) if (!folders.includes(folder)) forget(folder, watcher);
    // PATH may name a folder twice.
    const fresh = [...new Set(folders)].filter((folder) => !watchers.has(folder));
    for (const folder of fresh) add(folder);
    // What appeared between the check and the watch.
    if (fresh.some((folder) => watchers.has(folder))) look();
  }

  function add(folder: string): void {
    try {
      const watcher = watch(folder, look);
      watcher.on('error', (error) => log('warning', `${folder} is no longer watched: ${error.message}`));
      watchers.set(folder, watcher);
    } catch (error) {
      log('warning', `${folder} cannot be watched: ${messageOf(error)}`);
    }
  }

  function forget(folder: string, watcher: FSWatcher): void {
    watcher.close();
    watchers.delete(folder);
  }

  function close(): void {
    clearTimeout(quiet);
    for (const [folder, watcher] of watchers) forget(folder, watcher);
  }

  follow(first.folders);
  return { close };
}
