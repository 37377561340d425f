/**
 * Tells when something happens at a path, by inotify alone, whether or not the path, or the folders above it, are there yet.
 * Watches the deepest folder on the way to it that exists, and moves on as folders come and go. That a folder above the watched one
 * is renamed, or reached over a link that is changed, is not noticed.
 */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf } from './errors.ts';

/** Where there is nothing to be watched with (this user has no more inotify watches), it is tried again so often, in milliseconds. */
const TRY_AGAIN_MS = 1000;

/**
 * Calls `onChange` when the path may have changed, and once at the beginning; `onTrouble` when it cannot be watched. Returns how to
 * stop. With `restMs` nothing is heard for so long after anything has happened in the folder, and then all that came meanwhile is
 * one call: in a folder where others write without end, that bounds what watching costs.
 */
export function watchPath(path: string, onChange: () => void, onTrouble: (text: string) => void, restMs = 0): () => void {
  let watcher: FSWatcher | null = null;
  let timer: NodeJS.Timeout | null = null;
  let troubled = false;
  let stopped = false;

  function settle(): void {
    watcher?.close();
    watcher = null;
    if (stopped) return;
    const folder = deepestFolder(path);
    try {
      watcher = watch(folder, { persistent: false }, (kind, name) => happened(folder, kind, name));
    } catch (error) {
      return trouble(`${folder} cannot be watched: ${messageOf(error)}`);
    }
    watcher.on('error', (error) => trouble(`${folder} cannot be watched any more: ${error.message}`));
    // What came or went before the watch was there.
    if (deepestFolder(path) !== folder) return settle();
    troubled = false;
    onChange();
  }

  function happened(folder: string, kind: 'rename' | 'change', name: string | null): void {
    const last = folder === dirname(path);
    const concerned = name === null || name === basename(nextStep(folder, path));
    // After the rest everything is looked at anew.
    if (restMs > 0) rest(restMs);
    if (last && concerned) onChange();
    // A folder on the way came or went, or the watched one itself did: inotify names it by its own name.
    if (restMs === 0 && kind === 'rename' && ((!last && concerned) || name === basename(folder))) settle();
  }

  function trouble(text: string): void {
    if (!troubled) onTrouble(text);
    troubled = true;
    rest(TRY_AGAIN_MS);
    onChange();
  }

  function rest(forMs: number): void {
    watcher?.close();
    watcher = null;
    timer = setTimeout(settle, forMs).unref();
  }

  settle();
  return () => {
    stopped = true;
    watcher?.close();
    if (timer !== null) clearTimeout(timer);
  };
}

/** The folder of the path, or the nearest above it that exists. */
function deepestFolder(path: string): string {
  let folder = dirname(path);
  while (!isFolder(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** The child of `folder` on the way to `path`. */
function nextStep(folder: string, path: string): string {
  return join(folder, path.slice(folder === '/' ? 1 : folder.length + 1).split('/')[0] ?? '');
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    // Missing, or not to be reached by this user: what is above it tells when that changes.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
