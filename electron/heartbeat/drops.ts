/** Counts what services sent and nobody took. */

/**
 * `too-large`: a message over 64 KiB. `unreadable`: not what its kind of heartbeat expects.
 * `stale`: of an instance that is not, or no longer, there.
 */
export type DropReason = 'too-large' | 'unreadable' | 'stale';

export class Drops {
  readonly #counts: Record<DropReason, number> = { 'too-large': 0, unreadable: 0, stale: 0 };

  count(reason: DropReason): void {
    this.#counts[reason] += 1;
  }

  counts(): Readonly<Record<DropReason, number>> {
    return { ...this.#counts };
  }
}
