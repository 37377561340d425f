/** Tells what comes and goes in a folder, by inotify; also in one that is made only later, or made anew. */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Calls `onChange` with the name of what changed; null: anything may have. Returns how to stop. */
export function watchFolder(folder: string, onChange: (name: string | null) => void): () => void {
  let watcher: FSWatcher | null = null;
  let stopped = false;

  function settle(): void {
    watcher?.close();
    if (stopped) return;
    const there = isFolder(folder);
    // While the folder is missing, the one that it will be made in is watched.
    watcher = watch(there ? folder : dirname(folder), { persistent: false }, (kind, name) => {
      if (there) onChange(name);
      if (kind === 'rename' && (name === null || name === basename(folder))) {
        settle();
        onChange(null);
      }
    });
    watcher.on('error', () => settle());
    if (!there && isFolder(folder)) settle();
  }

  settle();
  return () => {
    stopped = true;
    watcher?.close();
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
