/** Counts the deaths of the graphics process in one life of the shell. Pure; times are milliseconds of the monotonic clock. */

/** So many within this time do not come from chance. */
const THICK = 3;
const THICK_MS = 30_000;
/** One more than this may be the last. */
const MOST = 5;

export class GpuDeaths {
  readonly #times: number[] = [];
  #asked = false;

  get number(): number {
    return this.#times.length;
  }

  /** Why the shell has to be restarted; null: not yet, or that was said. */
  count(at: number): string | null {
    this.#times.push(at);
    const thick = this.#times.filter((time) => at - time < THICK_MS).length >= THICK;
    if (this.#asked || !(thick || this.number >= MOST)) return null;
    this.#asked = true;
    return `the graphics process ended ${thick ? `${THICK} times within ${THICK_MS / 1000} s` : `${MOST} times`}`;
  }
}
