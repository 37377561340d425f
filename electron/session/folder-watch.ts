/** Tells what comes and goes in a folder, by inotify; also in one that is made only later, or made anew. */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Where neither the folder nor the one it will be made in can be watched, it is looked at so often, in milliseconds. */
const LOOK_EVERY_MS = 1000;

/** Calls `onChange` with the name of what changed; null: anything may have. Returns how to stop. */
export function watchFolder(folder: string, onChange: (name: string | null) => void): () => void {
  let watcher: FSWatcher | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  function settle(): void {
    watcher?.close();
    if (stopped) return;
    try {
      follow();
    } catch {
      // No such folders, or no more watches for this user: the only place where time has to do for a signal.
      timer = setTimeout(anew, LOOK_EVERY_MS);
    }
  }

  function follow(): void {
    const there = isFolder(folder);
    // While the folder is missing, the one that it will be made in is watched.
    watcher = watch(there ? folder : dirname(folder), { persistent: false }, (kind, name) => {
      if (there) onChange(name);
      if (kind === 'rename' && (name === null || name === basename(folder))) anew();
    });
    watcher.on('error', anew);
    if (!there && isFolder(folder)) settle();
  }

  function anew(): void {
    if (stopped) return;
    settle();
    onChange(null);
  }

  settle();
  return () => {
    stopped = true;
    watcher?.close();
    if (timer !== null) clearTimeout(timer);
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
