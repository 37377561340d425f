/** Gathers what others know of an incident, each thing in its time and none of it in the loop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { clipTail, clipUsage } from './clip.ts';
import { findCore } from './core-file.ts';
import type { Entry } from './entries.ts';
import type { Sources } from './port.ts';
import type { Evidence, Incident, Line } from './record.ts';

/** The log's worker needs some time for the last words, in milliseconds. */
const LAST_WORDS_MS = 300;
/** A failure that comes so soon after another one in the same incident has said nothing new, in milliseconds. */
const TAIL_GAP_MS = 60_000;
/** Lines of the next instance begin after its spawn, and stamps are as late as the log's worker, in milliseconds. */
const STAMP_MS = 3;
/** Resources over the last minutes before, in milliseconds. */
const USAGE_MS = 300_000;

type Amend = (entry: Entry, change: (incident: Incident) => Incident) => void;

export interface GathererOptions {
  readonly sources: Sources;
  readonly amend: Amend;
  /** Takes the picture of an incident. */
  readonly keep: (entry: Entry, image: Uint8Array) => void;
  /** Something that a source should not have done. */
  readonly note: (text: string) => void;
}

export class Gatherer {
  readonly #sources: Sources;
  readonly #amend: Amend;
  readonly #keep: (entry: Entry, image: Uint8Array) => void;
  readonly #note: (text: string) => void;
  readonly #work = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor({ sources, amend, keep, note }: GathererOptions) {
    this.#sources = sources;
    this.#amend = amend;
    this.#keep = keep;
    this.#note = note;
  }

  /** The screen as visitors see it now. */
  begun(entry: Entry): void {
    this.#do(this.#picture(entry));
  }

  /** A failure is complete: what it left is looked at. */
  failed(entry: Entry): void {
    const { tails } = entry.incident.evidence;
    const last = tails.at(-1);
    const now = entry.incident.moments.at(-1)?.at ?? entry.incident.detectedAt;
    if (last !== undefined && now - last.at < TAIL_GAP_MS) return;
    this.#do(this.#lastWords(entry, now, entry.pid));
  }

  /** Waits for nothing any more but what is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#work);
  }

  async #picture(entry: Entry): Promise<void> {
    const picture = await this.#sources.picture(entry.incident.service);
    if ('image' in picture) this.#keep(entry, picture.image);
    else this.#add(entry, { noPicture: picture.none });
  }

  async #lastWords(entry: Entry, at: number, pid: number | null): Promise<void> {
    const { service, cause, evidence } = entry.incident;
    // Another failure meanwhile finds this one's place taken.
    this.#add(entry, { tails: withTail(evidence.tails, { at, lines: [] }) });
    await sleep(LAST_WORDS_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    const until = entry.spawnedAt === null ? Number.POSITIVE_INFINITY : entry.spawnedAt + STAMP_MS;
    const lines: Line[] = (await this.#sources.logTail(service))
      .map(({ time, stream, text }) => ({ at: time.getTime(), stream, text }))
      .filter((line) => line.at <= until);
    this.#add(entry, { tails: entry.incident.evidence.tails.map((tail) => (tail.at === at ? { at, lines: clipTail(lines) } : tail)) });
    if (service === null || entry.incident.evidence.tails.length > 1) return;
    const samples = (await this.#sources.usage(service)).filter((sample) => sample.at <= at && sample.at >= at - USAGE_MS);
    const directory = this.#sources.directory(service);
    const signal = cause.kind === 'exit' ? cause.signal : null;
    const core = directory === null ? null : await findCore({ signal, pid, at, directory });
    this.#add(entry, { usage: clipUsage(samples), core });
  }

  #add(entry: Entry, evidence: Partial<Evidence>): void {
    this.#amend(entry, (incident) => ({ ...incident, evidence: { ...incident.evidence, ...evidence } }));
  }

  #do(gathering: Promise<void>): void {
    const work = gathering
      .catch((error: unknown) => this.#note(`evidence of an incident is missing: ${error instanceof Error ? error.stack : String(error)}`))
      .finally(() => this.#work.delete(work));
    this.#work.add(work);
  }
}

/** The first tail stays, the latest takes the second place. */
function withTail(tails: Evidence['tails'], tail: Evidence['tails'][number]): Evidence['tails'] {
  return [...tails.slice(0, 1), tail];
}
