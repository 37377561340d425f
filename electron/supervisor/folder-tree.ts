/**
 * Tells which files change in some folders and everything below them, by inotify: one watch for each folder, none for files.
 * Folders in which nobody works are left out (`isLeftAlone`, and Python's virtual environments whatever they are called).
 */
import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join, sep } from 'node:path';
import { messageOf } from '../platform/errors.ts';
import { isLeftAlone } from './watched-service.ts';

/** More folders than an exhibit has; a service that is started in a home folder is not to take every watch that the user may have. */
const MOST_FOLDERS = 2000;

export interface TreeEvents {
  /** The file at this path was written, made, moved or removed. */
  changed(path: string): void;
  trouble(text: string): void;
}

export class FolderTree {
  readonly #events: TreeEvents;
  readonly #watchers = new Map<string, FSWatcher>();
  #isFull = false;

  constructor(roots: Iterable<string>, events: TreeEvents) {
    this.#events = events;
    for (const root of roots) this.#add(root, false);
  }

  /** Whether what happens to the files right in this folder is told. */
  covers(folder: string): boolean {
    return this.#watchers.has(folder);
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** `isNew`: it appeared with files in it, of which nobody has told yet. */
  #add(folder: string, isNew: boolean): void {
    if (this.#watchers.has(folder)) return;
    if (this.#watchers.size === MOST_FOLDERS) return this.#refuse(folder);
    try {
      // Watched before it is read, so that nothing falls between.
      this.#follow(folder);
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (!entry.isDirectory()) {
          if (isNew) this.#events.changed(path);
        } else if (isWorkedIn(entry.name, path)) this.#add(path, isNew);
      }
    } catch (error) {
      this.#events.trouble(`${folder} cannot be watched: ${messageOf(error)}`);
    }
  }

  #follow(folder: string): void {
    const watcher = watch(folder, { persistent: false }, (kind, name) => {
      if (name !== null) this.#happened(kind, name, join(folder, name));
    });
    watcher.on('error', (error) => this.#events.trouble(`${folder} is not watched any more: ${error.message}`));
    this.#watchers.set(folder, watcher);
  }

  #refuse(folder: string): void {
    if (!this.#isFull) this.#events.trouble(`more than ${MOST_FOLDERS} folders: not all are watched, the first of them is ${folder}`);
    this.#isFull = true;
  }

  #happened(kind: string, name: string, path: string): void {
    if (kind === 'rename' && (this.#forget(path) || isFolder(path))) {
      if (isFolder(path) && isWorkedIn(name, path)) this.#add(path, true);
    } else this.#events.changed(path);
  }

  /** A folder that has gone, or made way for another of its name. */
  #forget(folder: string): boolean {
    const known = this.#watchers.has(folder);
    for (const [path, watcher] of this.#watchers) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      this.#watchers.delete(path);
    }
    return known;
  }
}

function isWorkedIn(name: string, folder: string): boolean {
  return !isLeftAlone(name) && !existsSync(join(folder, 'pyvenv.cfg'));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
