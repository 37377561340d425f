/**
 * Trying a PIN or a password: one at a time, throttled, and counted as wrong on the disk before anything is known of it, so that a
 * kill in between gives none. What is tried, and against what, is the business of who asks.
 */
import type { Count } from './kept.ts';
import type { Ledger } from './ledger.ts';
import { afterRight, afterTelling, afterWrong, isAlarming, waitMs } from './throttle.ts';

/** While another one is checked, the next one is better tried after so long, in milliseconds. */
const BUSY_MS = 500;

export interface Attempt<Found> {
  /** Finds what there is to check against, and gives the check; null: nothing, so that nothing is tried. */
  readonly prepare: () => Promise<(() => Promise<Found | null>) | null>;
  /** Told of a wrong one: how many there were of late, and when the next one is taken (`in 5 s`). */
  readonly wrong: (ofLate: number, next: string) => void;
}

export type Tried<Found> =
  | { readonly outcome: 'right'; readonly found: Found }
  /** `waitMs`: until the next one is taken. */
  | { readonly outcome: 'wrong' | 'too-many-tries'; readonly waitMs: number }
  | { readonly outcome: 'nothing' };

interface TriesOptions {
  readonly ledger: Ledger;
  readonly count: Count;
  /** One came too early. Once for each wrong one: whoever leans on the pad does not fill the log. `left`: `5 s`. */
  readonly tooEarly: (left: string) => void;
  /** So many wrong ones are an alert. */
  readonly lockout: (tries: number) => void;
}

export class Tries {
  readonly #options: TriesOptions;
  #checking = false;
  #refused = false;

  constructor(options: TriesOptions) {
    this.#options = options;
  }

  /** Until the next one is taken; 0: now. */
  get waitMs(): number {
    const { ledger, count } = this.#options;
    return waitMs(ledger.throttle(count), ledger.now);
  }

  async one<Found>(attempt: Attempt<Found>): Promise<Tried<Found>> {
    if (this.#checking || this.waitMs > 0) return this.#refuse();
    this.#checking = true;
    try {
      return await this.#check(attempt);
    } finally {
      this.#checking = false;
    }
  }

  #refuse(): Tried<never> {
    const left = Math.max(this.waitMs, BUSY_MS);
    if (!this.#refused && !this.#checking) {
      this.#options.tooEarly(inSeconds(left));
      this.#refused = true;
    }
    return { outcome: 'too-many-tries', waitMs: left };
  }

  async #check<Found>({ prepare, wrong }: Attempt<Found>): Promise<Tried<Found>> {
    const { ledger, count } = this.#options;
    const check = await prepare();
    if (check === null) return { outcome: 'nothing' };
    const before = ledger.throttle(count);
    const [found] = await Promise.all([check(), ledger.put(count, afterWrong(before, ledger.now))]);
    this.#refused = false;
    if (found !== null) {
      await ledger.put(count, afterRight(before, ledger.now));
      return { outcome: 'right', found };
    }
    const left = this.waitMs;
    wrong(ledger.throttle(count).wrong, left === 0 ? 'at once' : `in ${inSeconds(left)}`);
    await this.#tell();
    return { outcome: 'wrong', waitMs: this.waitMs };
  }

  async #tell(): Promise<void> {
    const { ledger, count, lockout } = this.#options;
    const throttle = ledger.throttle(count);
    if (!isAlarming(throttle, ledger.now)) return;
    lockout(throttle.wrong);
    // After it was told: a kill in between tells it again.
    await ledger.put(count, afterTelling(throttle, ledger.now));
  }
}

function inSeconds(ms: number): string {
  return `${Math.ceil(ms / 1_000)} s`;
}
