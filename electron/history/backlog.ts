import type { IncidentRow } from './rows.ts';

/** What cannot be written yet is kept up to so much. */
const MOST_ROWS = 50;
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Rows that wait to be written: of each incident the newest, in the order in which the incidents came. Bounded: the oldest
 * pictures are let go first, then the oldest rows. Pure.
 */
export class Backlog {
  readonly #rows = new Map<string, IncidentRow>();
  #dropped = 0;

  put(row: IncidentRow): void {
    const older = this.#rows.get(row.id);
    // A row without a picture means "nothing new", not "none".
    const picture = row.picture ?? older?.picture ?? null;
    this.#rows.set(row.id, { ...row, picture });
    this.#bound();
  }

  /** The next one to be written; undefined: none. */
  first(): IncidentRow | undefined {
    return this.#rows.values().next().value;
  }

  /** It was written. One that has changed meanwhile stays. */
  done(row: IncidentRow): void {
    if (this.#rows.get(row.id) === row) this.#rows.delete(row.id);
  }

  /** Nothing can be written any more. */
  clear(): void {
    this.#rows.clear();
  }

  get size(): number {
    return this.#rows.size;
  }

  /** How many rows and pictures were let go since the last call. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  #bound(): void {
    for (const [id, row] of this.#rows) {
      if (this.#bytes() <= MOST_BYTES) break;
      if (row.picture === null) continue;
      this.#rows.set(id, { ...row, picture: null });
      this.#dropped += 1;
    }
    for (const id of this.#rows.keys()) {
      if (this.#rows.size <= MOST_ROWS && this.#bytes() <= MOST_BYTES) break;
      this.#rows.delete(id);
      this.#dropped += 1;
    }
  }

  #bytes(): number {
    let bytes = 0;
    for (const { document, picture } of this.#rows.values()) bytes += 2 * document.length + (picture?.length ?? 0);
    return bytes;
  }
}
