/** Decides when a record goes to the archive: at once while it is young and when it ends, seldom while it goes on for long. */
import type { Entry } from './entries.ts';
import type { Archive } from './port.ts';

/** What changes within so much time is written together, in milliseconds. */
const TOGETHER_MS = 500;
/** After so much of its age it is written again. */
const SHARE_OF_AGE = 0.1;

interface Pending {
  timer: NodeJS.Timeout;
  readonly dueAt: number;
}

export class Scribe {
  readonly #archive: Archive;
  readonly #pending = new Map<Entry, Pending>();
  readonly #pictures = new Map<Entry, Uint8Array>();
  readonly #written = new WeakSet<Entry>();

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  changed(entry: Entry): void {
    const { detectedAt, endedAt } = entry.incident;
    // Its beginning is written at once: whatever happens next, that it was there is known.
    if (!this.#written.has(entry)) return this.#write(entry);
    const last = entry.incident.moments.at(-1)?.at ?? detectedAt;
    const wait = endedAt === null ? Math.max(TOGETHER_MS, (last - detectedAt) * SHARE_OF_AGE) : TOGETHER_MS;
    const dueAt = performance.now() + wait;
    const pending = this.#pending.get(entry);
    if (pending !== undefined && pending.dueAt <= dueAt) return;
    clearTimeout(pending?.timer);
    const timer = setTimeout(() => this.#write(entry), wait);
    timer.unref();
    this.#pending.set(entry, { timer, dueAt });
  }

  /** A picture goes with the next writing. */
  keep(entry: Entry, image: Uint8Array): void {
    this.#pictures.set(entry, image);
    this.changed(entry);
  }

  /** Writes what waits. */
  close(): void {
    for (const entry of [...this.#pending.keys()]) this.#write(entry);
  }

  #write(entry: Entry): void {
    clearTimeout(this.#pending.get(entry)?.timer);
    this.#pending.delete(entry);
    this.#written.add(entry);
    const { incident } = entry;
    const picture = this.#pictures.get(entry) ?? null;
    this.#pictures.delete(entry);
    const { id, service, detectedAt: startedAt, endedAt } = incident;
    this.#archive.saveIncident({ id, service, startedAt, endedAt, document: JSON.stringify(incident), picture });
  }
}
