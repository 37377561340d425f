/** What a person who looks on all the time knows of one subject: since when it is bad or well, and how often that has changed. */
const MINUTES_MS = 310_000;

export class Watch {
  /** What is wrong with it now, since when; null: nothing, or nobody knows. */
  bad: { readonly status: string; readonly since: number } | null = null;
  wellSince: number | null = null;
  /** How often it had changed within the last minutes when it became well. */
  flapped = 0;
  /** Unplanned failures, for a service. */
  failures: number[] = [];
  #changes: number[] = [];

  /** Bad from now on, if it was not; another status is another beginning. */
  fails(status: string, at: number): void {
    if (this.bad === null) this.#changes.push(at);
    if (this.bad?.status !== status) this.bad = { status, since: at };
    this.wellSince = null;
  }

  isWell(at: number): void {
    if (this.bad !== null || this.wellSince === null) this.#changes.push(at);
    this.bad = null;
    if (this.wellSince === null) this.flapped = this.changesWithin(MINUTES_MS, at);
    this.wellSince ??= at;
  }

  /** Nobody can say. */
  isUnknown(): void {
    this.bad = null;
    this.wellSince = null;
  }

  /** How often it changed between well and bad in so much time. */
  changesWithin(ms: number, at: number): number {
    this.#changes = this.#changes.filter((change) => change > at - ms);
    return this.#changes.length;
  }

  failuresWithin(ms: number, at: number): number {
    return this.failures.filter((failure) => failure >= at - ms).length;
  }
}
