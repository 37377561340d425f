/**
 * Asks one question of one instance again and again, never two at once: `intervalMs` from one beginning to the next, or at once
 * when the answer took longer. Until the first answer as wanted it is hasty, so that readiness is seen soon.
 *
 * A service has not to answer for time in which it could not be heard: when the timeout is reached, an answer that has come gets
 * its turns to be read; and when the loop itself was late, the time that was lost is added, once.
 */
import type { Probe } from '../supervisor/ports.ts';
import type { Answer, Ask } from './question.ts';
import { wholeTurn } from './whole-turn.ts';

/** From one asking to the next at first, in milliseconds, and how fast that grows to the interval. */
const HASTY_MS = 200;
const HASTE_FACTOR = 1.5;
/** A timer that fires later than this was held up by the loop, in milliseconds. */
const LATE_MS = 50;

interface Asking {
  readonly beganAt: number;
  readonly letGo: () => void;
  timer: NodeJS.Timeout | null;
}

export class Asker {
  readonly #ask: Ask;
  readonly #probe: Omit<Probe, 'question'>;
  readonly #onAnswer: (answer: Answer) => void;
  #gapMs: number;
  #asking: Asking | null = null;
  /** Answered; what is left of it is let go before the next. */
  #last: Asking | null = null;
  #pause: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(ask: Ask, probe: Omit<Probe, 'question'>, onAnswer: (answer: Answer) => void) {
    this.#ask = ask;
    this.#probe = probe;
    this.#onAnswer = onAnswer;
    this.#gapMs = Math.min(HASTY_MS, probe.intervalMs);
    this.#begin();
  }

  /** An answer that may already be there gets its turn to be read. */
  async drain(): Promise<void> {
    if (this.#asking === null) return;
    await wholeTurn();
  }

  close(): void {
    this.#closed = true;
    if (this.#pause !== null) clearTimeout(this.#pause);
    for (const asking of [this.#last, this.#asking]) {
      if (asking === null) continue;
      if (asking.timer !== null) clearTimeout(asking.timer);
      asking.letGo();
    }
  }

  #begin(): void {
    this.#pause = null;
    this.#last?.letGo();
    const asking: Asking = { beganAt: performance.now(), letGo: this.#ask((answer) => this.#take(asking, answer)), timer: null };
    this.#asking = asking;
    this.#await(asking, this.#probe.timeoutMs, true);
  }

  #await(asking: Asking, ms: number, mayExtend: boolean): void {
    const due = performance.now() + ms;
    asking.timer = setTimeout(() => {
      const lateMs = performance.now() - due;
      if (mayExtend && lateMs > LATE_MS) this.#await(asking, Math.min(lateMs, this.#probe.timeoutMs), false);
      else void wholeTurn().then(() => this.#take(asking, `no answer within ${this.#probe.timeoutMs / 1000} s`));
    }, ms);
  }

  #take(asking: Asking, answer: Answer): void {
    if (this.#closed || this.#asking !== asking) return;
    this.#asking = null;
    this.#last = asking;
    if (asking.timer !== null) clearTimeout(asking.timer);
    if (answer !== null) asking.letGo();
    const waitMs = asking.beganAt + this.#gapMs - performance.now();
    this.#gapMs = answer === null ? this.#probe.intervalMs : Math.min(this.#gapMs * HASTE_FACTOR, this.#probe.intervalMs);
    this.#pause = setTimeout(() => this.#begin(), Math.max(0, waitMs));
    this.#onAnswer(answer);
  }
}
