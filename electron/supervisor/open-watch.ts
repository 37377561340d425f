/** `run --watch`: puts the watch over the developer's files together with the commands that follow from it. */
import type { Exhibit } from '../config/index.ts';
import type { Loop } from './loop.ts';
import { type FileWatch, type WatchedService, watchFiles } from './watch-files.ts';

export interface WatchSurroundings {
  readonly exhibit: Exhibit;
  /** `site.toml`; it need not be there. */
  readonly site: string;
  readonly loop: Loop;
  /** Runs a command as every door does. */
  readonly run: (name: 'restart' | 'reload', commandArguments: object, by: string) => void;
  readonly log: (text: string) => void;
}

const ACTOR = 'run --watch';

/** Begins to watch; `adopt` when the exhibit file was read again. */
export function openWatch({ exhibit, site, loop, run, log }: WatchSurroundings): { adopt(exhibit: Exhibit): void; close(): void } {
  const watch: FileWatch = watchFiles({
    services: watched(exhibit),
    exhibitFiles: [exhibit.file, site],
    restart(service, changed) {
      // What somebody stopped stays stopped.
      if (loop.state.services.some(({ plan, held }) => plan.name === service && held)) return;
      log(`${changed} has changed: ${service} starts anew`);
      run('restart', { service }, ACTOR);
    },
    reload(changed) {
      log(`${changed} has changed: the exhibit file is read again`);
      run('reload', {}, ACTOR);
    },
    log,
  });
  return { adopt: (next) => watch.adopt(watched(next)), close: () => watch.close() };
}

function watched({ services }: Exhibit): WatchedService[] {
  return services.map(({ name, directory, command, url, environmentFile }) => ({ name, directory, command, url, environmentFile }));
}
