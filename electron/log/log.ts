/**
 * What services write, and what the supervisor itself says.
 *
 * Each service has two pipes for its whole life; every start of it gets their writing ends as stdout and stderr. So a restart
 * costs nothing here, a grandchild that holds on to a pipe holds up nobody, and nothing waits for an end of output. The main
 * thread holds the pipes and never sees a byte: a worker thread reads, stamps, and writes to `log/SERVICE.log` and the journal.
 *
 *     service --pipe (64 KiB)--> Intake --> Channel (1 MiB a stream) --> Writer --> RotatingFile
 *                                 20 ms       queue of one file          one write    NAME.log, .1, .2 ...
 *                                 patience                               at a time
 *
 * Invariants
 * - No call here waits for a disk, the journal or a terminal.
 * - A service waits on its output for at most 20 ms and the machine's own time slices (contract 2: 50 ms); then whole chunks
 *   are dropped, counted, and marked in the log where they are missing.
 * - Memory is bounded: 2 MiB of buffer a stream at most, 16 KiB when quiet, and 512 KiB for all files together.
 * - A line is never mixed with another, nor lost at a restart of its service; a file always holds whole lines.
 * - When the worker dies it is started again; pipes, and with them the services, do not notice but by a short wait.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Level } from './line.ts';
import { closePair, makePair, type PipePair } from './pipe.ts';
import { Scribe } from './scribe.ts';
import { type LogThread, startThread } from './thread.ts';
import { addDrops, type Drops, NO_DROPS } from './writing/drops.ts';
import type { LogSettings } from './writing/file.ts';

export type { Level, LogLine, Stream } from './line.ts';
export { START_MARK } from './line.ts';
export { type LogThread, startThread } from './thread.ts';
export type { Drops } from './writing/drops.ts';
export type { LogSettings } from './writing/file.ts';

export interface LogOptions {
  /** Where the files are: `log` in the state folder. Made when it is not there. */
  readonly folder: string;
  readonly runtimeFolder: string;
  /** For the journal's INVIGIL_EXHIBIT. */
  readonly exhibit: string;
  /** Whether lines go to the system journal too, where there is one. */
  readonly journal: boolean;
  /** Whether services' lines also go to standard output: the terminal of a developer. Left out: no. */
  readonly echo?: boolean;
  /** Whose pipes are made while the worker starts: before `ready`, and all at once. Left out: none. */
  readonly services?: readonly string[];
}

/** Descriptors for a service's standard output and error; valid until the log is closed. */
export interface Outlets {
  readonly stdout: number;
  readonly stderr: number;
}

export interface LogPort {
  /** Resolves when output is taken: until then a service that writes much would wait. Rejects when the worker cannot be started. */
  ready(): Promise<void>;
  /**
   * The same descriptors at each call for a service; settings hold from now on. Takes a few milliseconds the first time, if the service
   * was not named at the start. Throws when the runtime folder or the process has no room for two more pipes.
   */
  open(service: string, settings: LogSettings): Outlets;
  /**
   * A mark (`inv`) in the log of a service, behind everything that it had written before; null: in the supervisor's own log, from
   * warnings on also on stderr where that is a terminal or there is no journal. `START_MARK`, noted right before each start of a
   * service, stands before everything that the start writes. `alert`: its kind, where the text is one; the journal finds it by that.
   */
  note(service: string | null, text: string, level: Level, alert?: string): void;
  /** What was lost since the start, by service; only services that lost something. */
  drops(): ReadonlyMap<string, Drops>;
  /** Writes what has arrived, waits at most 3 s for the disk, and lets go of the pipes. */
  close(): Promise<void>;
}

/** At once: its thread is still starting, see `ready`. */
export function openLog(options: LogOptions, thread = startThread()): LogPort {
  mkdirSync(options.runtimeFolder, { recursive: true, mode: 0o700 });
  return new Log(options, thread);
}

class Log implements LogPort {
  readonly #runtimeFolder: string;
  readonly #pipes = new Map<string, { settings: LogSettings; readonly pair: PipePair }>();
  /** Made beforehand, for services that were not opened yet. */
  readonly #spare = new Map<string, PipePair>();
  readonly #drops = new Map<string, Drops>();
  readonly #scribe: Scribe;
  readonly #ready: Promise<void>;
  #made = 0;
  #closed: Promise<void> | undefined;

  constructor({ folder, exhibit, journal, echo = false, runtimeFolder, services = [] }: LogOptions, thread: LogThread) {
    this.#runtimeFolder = runtimeFolder;
    this.#scribe = new Scribe(
      thread,
      { folder, exhibit, journal, echo },
      services.map((service) => this.#freshPath(service)),
      {
        dropped: (service, drops) => this.#drops.set(service, addDrops(this.#drops.get(service) ?? NO_DROPS, drops)),
        restarted: (reason) => this.#onRestart(reason),
      },
    );
    this.#ready = this.#scribe.ready().then((pairs) => this.#keep(services, pairs));
    // Whoever asks is told; nobody may ever ask.
    this.#ready.catch(() => undefined);
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  open(service: string, settings: LogSettings): Outlets {
    const known = this.#pipes.get(service);
    if (known) {
      // A restart comes here too, and should not wait for a message that says nothing new.
      if (settings.sizeBytes !== known.settings.sizeBytes || settings.keep !== known.settings.keep) {
        known.settings = settings;
        this.#scribe.post({ type: 'settings', service, settings });
      }
      return outlets(known.pair);
    }
    const pair = this.#spare.get(service) ?? makePair(this.#freshPath(service));
    this.#spare.delete(service);
    this.#pipes.set(service, { settings, pair });
    this.#hand(service, settings, pair);
    return outlets(pair);
  }

  note(service: string | null, text: string, level: Level, alert?: string): void {
    this.#scribe.post({ type: 'note', service, text, level, alert });
  }

  drops(): ReadonlyMap<string, Drops> {
    return this.#drops;
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#scribe.close();
    await this.#ready.catch(() => undefined);
    for (const pair of this.#spare.values()) closePair(pair);
    for (const { pair } of this.#pipes.values()) closePair(pair);
    this.#spare.clear();
    this.#pipes.clear();
  }

  #onRestart(reason: string): void {
    for (const [service, { settings, pair }] of this.#pipes) this.#hand(service, settings, pair);
    this.note(null, `the log's worker ended and was started again; up to 2 MiB of each service's output is lost: ${reason}`, 'error');
  }

  /** Tells the worker whom to read. */
  #hand(service: string, settings: LogSettings, [out, err]: PipePair): void {
    this.#scribe.post({ type: 'open', service, settings, stdout: out.read, stderr: err.read });
  }

  #keep(services: readonly string[], pairs: readonly PipePair[]): void {
    for (const [place, pair] of pairs.entries()) {
      const service = services[place];
      if (service !== undefined) this.#spare.set(service, pair);
    }
  }

  /** No other process, and no other call, makes pipes there. */
  #freshPath(service: string): string {
    this.#made += 1;
    return join(this.#runtimeFolder, `${service}-${process.pid}-${this.#made}`);
  }
}

const outlets = ([out, err]: PipePair): Outlets => ({ stdout: out.write, stderr: err.write });
