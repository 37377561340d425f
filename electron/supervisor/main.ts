/**
 * The supervisor of one exhibit, put together: it opens every port, runs the loop until everything has ended, and closes what
 * it opened, last first. In the order in which things have to be there: the lock before anything is touched, the log before
 * anything can go wrong, the sweep of leftovers before the first start, the API last.
 */
import { type Exhibit, formatProblems, loadExhibit } from '../config/index.ts';
import { type LogThread, openLog, startThread } from '../log/log.ts';
import { exhibitPaths, FolderError, makeFolders } from '../platform/paths.ts';
import { LockHeldError, lock } from '../store/lock.ts';
import { selectServices } from './select.ts';
import { type Supervision, supervise } from './supervision.ts';

export interface SupervisorOptions {
  /** An `exhibit.toml` or its folder. */
  readonly path: string;
  /** Run only these services; null: all. */
  readonly only: readonly string[] | null;
  /** The demo: windows instead of full screen, and closing one is allowed. */
  readonly demo: boolean;
  /** False: nothing is restarted by itself, and what fails stays as it is, for a developer to look at. */
  readonly recovers: boolean;
  /** A service whose files change starts anew. */
  readonly watch: boolean;
}

/** Exit statuses (contract 6). */
const DONE = 0;
const FAILED = 1;
const USAGE = 64;
const NOT_ALLOWED = 77;
const WRONG_FILE = 78;

/** Runs an exhibit until it is told to end. Resolves with the exit status of the process. `thread`: starts while this program is loaded. */
export async function runSupervisor(options: SupervisorOptions, thread: LogThread = startThread()): Promise<number> {
  const loaded = await loadExhibit({ path: options.path });
  if (!loaded.ok) {
    process.stderr.write(`${formatProblems(loaded.problems)}\n`);
    return WRONG_FILE;
  }
  const select = (file: Exhibit) => selectServices(file, options.only);
  const selected = select(loaded.exhibit);
  if (!selected.ok) {
    process.stderr.write(`${selected.problem}\n`);
    return USAGE;
  }
  const { exhibit } = selected;
  const paths = exhibitPaths(exhibit.name);
  try {
    makeFolders(paths);
  } catch (error) {
    if (!(error instanceof FolderError)) throw error;
    process.stderr.write(`invigil: ${error.message}.\n`);
    return NOT_ALLOWED;
  }
  const held = await lock(paths.control).catch((error: unknown) => {
    if (error instanceof LockHeldError) return error;
    throw error;
  });
  if (held instanceof LockHeldError) {
    process.stderr.write(`invigil: ${exhibit.name} is running already: ${held.message}.\n`);
    return FAILED;
  }
  // A developer sees the programs' output too. The demo's own lines are enough for who only looks.
  const echo = process.stdout.isTTY === true && !options.demo;
  const services = exhibit.services.map(({ name }) => name);
  const log = openLog({ folder: paths.log, runtimeFolder: paths.runtime, exhibit: exhibit.name, journal: true, echo, services }, thread);
  const signals = listenToSignals();
  try {
    const supervision = await supervise({ ...options, exhibit, paths, log, select });
    signals.reach(supervision);
    await supervision.over;
    await supervision.close();
  } finally {
    await log.close();
    await held.release();
  }
  return DONE;
}

/** Once: end in order. Twice: at once. SIGHUP: read the file again. What comes while everything is still being opened is not forgotten. */
function listenToSignals(): { reach(supervision: Supervision): void } {
  const opened = Promise.withResolvers<Supervision>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void opened.promise.then((one) => one.end()));
  process.on('SIGHUP', () => void opened.promise.then((one) => one.reload('SIGHUP')));
  return { reach: opened.resolve };
}
