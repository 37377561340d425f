/**
 * `run --watch`: a service is restarted when its files change, and the exhibit file is read again when it, or what a service has
 * in its `environment_file`, changes. Which file concerns whom is decided in `watched-service.ts`.
 *
 * Changes are gathered until nothing has changed for 200 ms, at most for 2 s: an editor saves by renaming, a compiler writes for a
 * while, a checkout touches hundreds of files. A program that has gone in order to be built anew is waited for.
 */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isExecutable } from '../platform/executable.ts';
import { watchPath } from '../platform/path-watch.ts';
import { FolderTree } from './folder-tree.ts';
import { type Ground, groundOf, isSource, restartedBy, type WatchedService } from './watched-service.ts';

export type { WatchedService } from './watched-service.ts';

/** In milliseconds. */
const QUIET_MS = 200;
const LONGEST_MS = 2000;

export interface WatchOptions {
  readonly services: readonly WatchedService[];
  /** `exhibit.toml` and `site.toml`, absolute. */
  readonly exhibitFiles: readonly string[];
  /** Once for each service of which something changed; `changed` is the first such file. */
  readonly restart: (service: string, changed: string) => void;
  readonly reload: (changed: string) => void;
  /** What cannot be watched, or is waited for. */
  readonly log: (text: string) => void;
}

export interface FileWatch {
  /** The exhibit file was read again. */
  adopt(services: readonly WatchedService[]): void;
  close(): void;
}

export function watchFiles(options: WatchOptions): FileWatch {
  const watch = new Watch(options);
  watch.adopt(options.services);
  return watch;
}

class Watch implements FileWatch {
  readonly #options: WatchOptions;
  #grounds: readonly Ground[] = [];
  #reloads: readonly string[] = [];
  #tree: FolderTree | null = null;
  #stops: (() => void)[] = [];
  readonly #changed = new Set<string>();
  /** By service: what changed, until it is restarted. */
  readonly #due = new Map<string, string>();
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  adopt(services: readonly WatchedService[]): void {
    this.#letGo();
    const grounds = services.map(groundOf).filter((ground) => ground !== null);
    const environments = services.flatMap(({ environmentFile }) => environmentFile ?? []);
    this.#grounds = grounds;
    for (const service of this.#due.keys()) if (!grounds.some((ground) => ground.service === service)) this.#due.delete(service);
    this.#reloads = [...this.#options.exhibitFiles, ...environments];
    const roots = grounds.flatMap(({ kind, homes, directory }) => (kind === 'page' ? homes : [directory, ...homes]));
    const tree = new FolderTree(new Set(roots), { changed: (path) => this.#onChange(path), trouble: this.#options.log });
    this.#tree = tree;
    const alone = new Set([...this.#reloads, ...grounds.flatMap(({ names }) => names)]);
    for (const path of alone) if (!tree.covers(dirname(path))) this.#watchAlone(path);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#letGo();
  }

  #letGo(): void {
    this.#tree?.close();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  /** A file in a folder that is otherwise of no concern. */
  #watchAlone(path: string): void {
    let begun = false;
    const changed = () => {
      // It is told of at once, as if it had changed.
      if (begun) this.#onChange(path);
    };
    this.#stops.push(watchPath(path, changed, this.#options.log));
    begun = true;
  }

  #onChange(path: string): void {
    if (!isSource(path) && !this.#reloads.includes(path) && !this.#grounds.some(({ names }) => names.includes(path))) return;
    const now = performance.now();
    if (this.#changed.size === 0) this.#since = now;
    this.#changed.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#act(), Math.min(QUIET_MS, this.#since + LONGEST_MS - now));
  }

  #act(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const path of changed) {
      for (const service of restartedBy(path, this.#grounds)) if (!this.#due.has(service)) this.#due.set(service, path);
    }
    const reload = changed.find((path) => this.#reloads.includes(path));
    for (const [service, path] of [...this.#due]) {
      const missing = this.#missing(service, path);
      if (missing === null) {
        this.#due.delete(service);
        this.#options.restart(service, path);
      } else if (changed.includes(missing)) this.#options.log(`${service} waits until ${missing} is there again`);
    }
    // Last: it may take services away.
    if (reload !== undefined) this.#options.reload(reload);
  }

  /** What a start of the service would miss now, and what tells when it is there. */
  #missing(service: string, changed: string): string | null {
    const ground = this.#grounds.find((one) => one.service === service);
    if (ground === undefined) return null;
    if (ground.program !== null && !isExecutable(ground.program)) return ground.program;
    return ground.names.includes(changed) && !existsSync(changed) ? changed : null;
  }
}
