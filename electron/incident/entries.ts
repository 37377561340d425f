/**
 * The incidents that are open, each with what has to be remembered of it while it is: at most one of each service, and one of the
 * supervisor itself. Times that come in are those of the loop's clock; records carry those of the wall.
 */
import { randomUUID } from 'node:crypto';
import type { RestartCause } from '../supervisor/policy/effect.ts';
import type { Cause, Happening, Incident, Outcome } from './record.ts';
import { begin, end, tellOn } from './story.ts';

export interface Clock {
  /** The loop's own. */
  monotonicMs(): number;
  /** Milliseconds since 1970. */
  wallMs(): number;
}

/** An incident in the book. Its record is replaced as it grows. */
export interface Entry {
  incident: Incident;
  /** Between the two clocks when it began, in milliseconds. */
  readonly offset: number;
  /** The present failure is told already: what is heard of its end later is not another one. */
  failing: boolean;
  /** The main process that failed. */
  pid: number | null;
  /** When the next one was spawned, in milliseconds since 1970: lines after that are the next one's. */
  spawnedAt: number | null;
  /** The shell loads the page again: only its next `shown` ends this. */
  reloading: boolean;
  /** The machine was asked to reboot for it: the next supervisor goes on with it. */
  rebooting: boolean;
}

export interface EntriesOptions {
  readonly clock: Clock;
  readonly role: (service: string) => NonNullable<Incident['role']>;
  /** An incident has just begun: the time for a picture. */
  readonly begun: (entry: Entry) => void;
  /** A failure is complete: the time for its last lines. */
  readonly failed: (entry: Entry) => void;
  /** The record has grown. */
  readonly changed: (entry: Entry) => void;
}

export class Entries {
  readonly #options: EntriesOptions;
  /** By service; the supervisor itself has none. */
  readonly #open = new Map<string | null, Entry>();
  /** The last ended one of each service: the ladder tells of its help later. */
  readonly #ended = new Map<string | null, Entry>();

  constructor(options: EntriesOptions) {
    this.#options = options;
  }

  now(): number {
    return this.#options.clock.monotonicMs();
  }

  /** The open one of a service; null: of the supervisor itself. */
  of(service: string | null): Entry | undefined {
    return this.#open.get(service);
  }

  /** The open one, else the last that has ended. */
  latestOf(service: string): Entry | undefined {
    return this.#open.get(service) ?? this.#ended.get(service);
  }

  all(): readonly Entry[] {
    return [...this.#open.values()];
  }

  begin(service: string | null, cause: Cause | RestartCause, at: number): Entry {
    const offset = this.#offset();
    const role = service === null ? null : this.#options.role(service);
    const incident = begin({ id: randomUUID(), service, role, cause, at: Math.round(at + offset) });
    const entry = fresh(incident, offset);
    this.#open.set(service, entry);
    this.#options.begun(entry);
    this.#options.changed(entry);
    return entry;
  }

  /** Goes on with one that an earlier supervisor has begun. */
  goOnWith(incident: Incident): Entry {
    const entry = fresh(incident, this.#offset());
    this.#open.set(incident.service, entry);
    return entry;
  }

  /** Ends one that an earlier supervisor has begun and that nobody can go on with. */
  giveUp(incident: Incident, at: number): void {
    this.amend(fresh(incident, 0), (old) => end(old, 'unknown', null, at));
  }

  amend(entry: Entry, change: (incident: Incident) => Incident): void {
    entry.incident = change(entry.incident);
    this.#options.changed(entry);
  }

  tell(entry: Entry | undefined, happening: Happening, at: number): void {
    if (entry !== undefined) this.amend(entry, (incident) => tellOn(incident, happening, Math.round(at + entry.offset)));
  }

  /** A failure is complete, and what is heard of it now was its last. */
  failureOver(entry: Entry): void {
    this.#options.failed(entry);
  }

  end(entry: Entry, outcome: Outcome, by: string | null, at: number): void {
    const { service } = entry.incident;
    this.#open.delete(service);
    this.#ended.set(service, entry);
    this.amend(entry, (incident) => end(incident, outcome, by, Math.round(at + entry.offset)));
  }

  #offset(): number {
    return this.#options.clock.wallMs() - this.#options.clock.monotonicMs();
  }
}

function fresh(incident: Incident, offset: number): Entry {
  return { incident, offset, failing: false, pid: null, spawnedAt: null, reloading: false, rebooting: false };
}
