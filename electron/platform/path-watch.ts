/**
 * Tells when something happens at a path, by inotify alone, whether or not the path, or the folders above it, are there yet.
 * Watches the deepest folder on the way to it that exists, and moves on as folders come and go.
 */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Calls `onChange` when the path may have changed, `onTrouble` when it cannot be watched. Returns how to stop. */
export function watchPath(path: string, onChange: () => void, onTrouble: (text: string) => void): () => void {
  let watcher: FSWatcher | null = null;
  let stopped = false;

  function settle(): void {
    watcher?.close();
    watcher = null;
    for (let folder = dirname(path); !stopped; folder = dirname(folder)) {
      if (!isFolder(folder)) {
        if (folder === dirname(folder)) return;
        continue;
      }
      try {
        follow(folder);
      } catch (error) {
        onTrouble(`${folder} cannot be watched: ${error instanceof Error ? error.message : String(error)}`);
      }
      return;
    }
  }

  function follow(folder: string): void {
    const next = nextStep(folder, path);
    const last = folder === dirname(path);
    const current = watch(folder, { persistent: false }, (kind, name) => {
      const concerned = name === null || name === basename(next);
      if (last && concerned) onChange();
      // A folder on the way came or went, or the watched one itself did: inotify names it by its own name.
      if (kind === 'rename' && ((!last && concerned) || name === basename(folder))) settle();
    });
    current.on('error', (error) => {
      onTrouble(`${folder} cannot be watched any more: ${error.message}`);
      settle();
    });
    watcher = current;
    // Whatever came before the watch was there.
    if (last) onChange();
    else if (isFolder(next)) settle();
  }

  settle();
  return () => {
    stopped = true;
    watcher?.close();
  };
}

/** The child of `folder` on the way to `path`. */
function nextStep(folder: string, path: string): string {
  return join(folder, path.slice(folder === '/' ? 1 : folder.length + 1).split('/')[0] ?? '');
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
