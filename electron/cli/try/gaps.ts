/** Counts the beats of one kind and measures the gaps between them. Times are milliseconds. */

/** Intervals that are kept for the median; of a longer trial the last ones. */
const KEPT = 10_000;

export class Gaps {
  beats = 0;
  /** From readiness, or a beat, to the next beat; null: there was none yet. */
  longestMs: number | null = null;
  readonly #intervals: number[] = [];
  #lastBeat: number | null = null;
  /** Where the present silence began. */
  #since: number | null = null;
  /** The service has asked for patience until then. */
  #excusedUntil = Number.NEGATIVE_INFINITY;

  ready(at: number): void {
    this.#since ??= at;
  }

  beat(at: number): void {
    this.beats += 1;
    const excused = this.#since !== null && this.#excusedUntil > this.#since;
    if (this.#since !== null) this.longestMs = Math.max(this.longestMs ?? 0, this.silentMs(at));
    if (this.#lastBeat !== null && !excused) this.#intervals.push(at - this.#lastBeat);
    if (this.#intervals.length > KEPT) this.#intervals.shift();
    this.#lastBeat = at;
    this.#since = at;
    this.#excusedUntil = Number.NEGATIVE_INFINITY;
  }

  busy(at: number, forMs: number): void {
    this.#excusedUntil = Math.max(this.#excusedUntil, at + forMs);
  }

  /** How long it has been silent without having asked for patience. */
  silentMs(at: number): number {
    return this.#since === null ? 0 : Math.max(0, at - Math.max(this.#since, this.#excusedUntil));
  }

  medianMs(): number | null {
    const sorted = this.#intervals.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }
}
