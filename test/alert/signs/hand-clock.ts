import type { SignsClock } from '../../../electron/alert/signs/rounds.ts';

/** A clock that a test moves by hand. */
export class HandClock implements SignsClock {
  #now = 1_000;
  #timers: { readonly at: number; readonly fire: () => void }[] = [];

  readonly now = () => this.#now;

  readonly setTimer = (delayMs: number, fire: () => void) => {
    const timer = { at: this.#now + delayMs, fire };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };

  /** Milliseconds until what is due next; null: nothing. */
  get next(): number | null {
    return this.#timers.length === 0 ? null : Math.min(...this.#timers.map(({ at }) => at)) - this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { fire } of due) fire();
  }
}
