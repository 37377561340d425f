/**
 * When many messages come, they are taken several at a time: being woken costs more than reading one. So few as an exhibit's usual handful of
 * services send are each taken at once. Pure: the clock is handed in.
 *
 * Numbers: from 500 messages a second on, a rest of 10 ms after each time that everything was taken. A beat then counts from up to 10 ms
 * after it came, so a freeze may be acted on so much later, never earlier.
 */

/** In milliseconds. */
export const REST_MS = 10;
const WINDOW_MS = 100;
/** In a window. */
const MANY = 50;

export class Pace {
  #windowBegan = Number.NEGATIVE_INFINITY;
  #heard = 0;
  #crowded = false;

  /** A message came. Says whether so many come that whoever takes them may rest. */
  hear(now: number): boolean {
    const elapsed = now - this.#windowBegan;
    if (elapsed >= WINDOW_MS) {
      this.#crowded = this.#heard >= MANY && elapsed < 2 * WINDOW_MS;
      this.#windowBegan = now;
      this.#heard = 0;
    }
    this.#heard += 1;
    return this.#crowded;
  }
}
