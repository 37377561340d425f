/** One watch for the health files of all services: they lie in one folder, and each is looked at when its own name is told. */
import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import { basename } from 'node:path';
import { messageOf } from '../platform/errors.ts';

export class HealthFolder {
  readonly #folder: string;
  readonly #onTrouble: (text: string) => void;
  readonly #looks = new Map<string, () => void>();
  #watcher: FSWatcher | null = null;

  constructor(folder: string, onTrouble: (text: string) => void) {
    this.#folder = folder;
    this.#onTrouble = onTrouble;
  }

  /**
   * `look` is called when the file of this name may have changed. A folder that could not be watched is tried again. Returns how
   * to stop.
   */
  add(name: string, look: () => void): () => void {
    this.#looks.set(name, look);
    if (this.#watcher === null) this.#watch();
    return () => {
      // The next instance of the service may already be there.
      if (this.#looks.get(name) === look) this.#looks.delete(name);
    };
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = null;
    this.#looks.clear();
  }

  #watch(): void {
    try {
      // Somebody may have removed it.
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const watcher = watch(this.#folder, { persistent: false }, (kind, name) => {
        // inotify names the folder itself when that goes; a file of that name does no harm.
        if (kind === 'rename' && name === basename(this.#folder)) this.#again(watcher);
        else if (name === null) for (const look of this.#looks.values()) look();
        else this.#looks.get(name)?.();
      });
      watcher.on('error', (error) => {
        this.#onTrouble(`${this.#folder} cannot be watched any more: ${error.message}`);
        this.#end(watcher);
      });
      this.#watcher = watcher;
    } catch (error) {
      this.#onTrouble(`${this.#folder} cannot be watched: ${messageOf(error)}`);
    }
  }

  #again(watcher: FSWatcher): void {
    this.#end(watcher);
    if (this.#watcher !== null) return;
    this.#watch();
    for (const look of this.#looks.values()) look();
  }

  #end(watcher: FSWatcher): void {
    watcher.close();
    if (this.#watcher === watcher) this.#watcher = null;
  }
}
