/**
 * Signs of life for somebody far away, who raises the alarm when they end: the same is done now and every so often, sooner again where
 * it failed, and not at all while supervision itself is not alive.
 *
 * Invariants: one try at a time, of 10 s at most; the first of a row of failures is told, and the end of the row; closing ends a try.
 */
import { stackOf } from '../../platform/errors.ts';

/** Longest try, in milliseconds. */
const TRY_MS = 10_000;

/** For delays it stands still while the machine sleeps; `now` goes on. */
export interface SignsClock {
  /** Milliseconds since boot, sleep included. */
  readonly now: () => number;
  /** Returns what takes it back. */
  readonly setTimer: (delayMs: number, fire: () => void) => () => void;
}

export type SignsLog = (level: 'info' | 'warning', text: string) => void;

/** A sign of life that is kept up. */
export interface Sign {
  /** The network is back, or the machine has slept. */
  wake(): void;
  /** `planned`: a stop that nobody has to be told of. Takes 2 s at most; never rejects. */
  close(planned: boolean): Promise<void>;
}

export interface RoundsOptions {
  readonly clock: SignsClock;
  readonly everyMs: () => number;
  /** After a failure. */
  readonly retryMs: () => number;
  readonly healthy: () => boolean;
  /** What is done; resolves with why it failed, in words without a secret; null: it did not. Never rejects for what the world does. */
  readonly act: (signal: AbortSignal) => Promise<string | null>;
  /** `the ping of alerts.ping`, for the log. */
  readonly what: string;
  readonly log: SignsLog;
}

export class Rounds {
  readonly #options: RoundsOptions;
  #failing = false;
  #closed = false;
  #takeBack: () => void = () => undefined;
  #ending = new AbortController();
  #work: Promise<void> | null = null;

  constructor(options: RoundsOptions) {
    this.#options = options;
    this.#begin();
  }

  /** What failed is tried at once. */
  wake(): void {
    if (this.#failing) this.#begin();
  }

  /** Nothing is done any more when it resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#takeBack();
    this.#ending.abort();
    await this.#work;
  }

  #begin(): void {
    if (this.#closed || this.#work !== null) return;
    this.#takeBack();
    this.#work = this.#round().then((delayMs) => {
      this.#work = null;
      if (!this.#closed) this.#takeBack = this.#options.clock.setTimer(delayMs, () => this.#begin());
    });
  }

  /** Resolves with when the next one is due. */
  async #round(): Promise<number> {
    const { everyMs, retryMs, healthy, what, log } = this.#options;
    // What hangs is told by others; here it has to be seen from afar.
    if (!healthy()) return retryMs();
    const trouble = await this.#try();
    if (this.#closed) return 0;
    if (trouble !== null && !this.#failing) log('warning', `${what} does not get through, and is tried again: ${trouble}`);
    if (trouble === null && this.#failing) log('info', `${what} gets through again`);
    this.#failing = trouble !== null;
    return trouble === null ? everyMs() : retryMs();
  }

  async #try(): Promise<string | null> {
    const { act, clock } = this.#options;
    const late = new AbortController();
    const takeBack = clock.setTimer(TRY_MS, () => late.abort());
    try {
      return await act(AbortSignal.any([late.signal, this.#ending.signal]));
    } catch (error) {
      return `a bug: ${stackOf(error)}`;
    } finally {
      takeBack();
    }
  }
}
