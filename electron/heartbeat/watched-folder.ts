/**
 * One watch for the files of all services in one folder, beats or health documents: each is looked at when its own name is told, so that
 * what one service writes costs nothing for the others. Where there is nothing to be watched with (this user has no more inotify watches,
 * or the folder cannot be made) all are looked at once a second, and told of once.
 */
import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import { basename } from 'node:path';
import { messageOf } from '../platform/errors.ts';

const TRY_AGAIN_MS = 1000;

export class WatchedFolder {
  readonly #folder: string;
  readonly #onTrouble: (text: string) => void;
  readonly #looks = new Map<string, () => void>();
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isTroubled = false;

  constructor(folder: string, onTrouble: (text: string) => void) {
    this.#folder = folder;
    this.#onTrouble = onTrouble;
  }

  /** `look` is called when the file of this name may have changed. Returns how to stop. */
  add(name: string, look: () => void): () => void {
    this.#looks.set(name, look);
    if (this.#watcher === null) this.#watch();
    return () => {
      // The next instance of the service may already be there.
      if (this.#looks.get(name) === look) this.#looks.delete(name);
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watcher?.close();
    this.#watcher = null;
    this.#looks.clear();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    try {
      // Somebody may have removed it.
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const watcher = watch(this.#folder, { persistent: false }, (kind, name) => {
        // inotify names the folder itself when that goes; a file of that name does no harm.
        if (kind === 'rename' && name === basename(this.#folder)) this.#again(watcher);
        else if (name === null) this.#lookAtAll();
        else this.#looks.get(name)?.();
      });
      watcher.on('error', (error) => {
        this.#end(watcher);
        this.#trouble(`${this.#folder} cannot be watched any more: ${error.message}`);
      });
      this.#watcher = watcher;
      this.#isTroubled = false;
    } catch (error) {
      this.#trouble(`${this.#folder} cannot be watched: ${messageOf(error)}`);
    }
  }

  #again(watcher: FSWatcher): void {
    this.#end(watcher);
    if (this.#watcher !== null) return;
    this.#watch();
    this.#lookAtAll();
  }

  #trouble(text: string): void {
    if (!this.#isTroubled) this.#onTrouble(text);
    this.#isTroubled = true;
    this.#timer = setTimeout(() => {
      this.#watch();
      this.#lookAtAll();
    }, TRY_AGAIN_MS).unref();
  }

  #lookAtAll(): void {
    for (const look of this.#looks.values()) look();
  }

  #end(watcher: FSWatcher): void {
    watcher.close();
    if (this.#watcher === watcher) this.#watcher = null;
  }
}
