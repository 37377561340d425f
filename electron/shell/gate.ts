/** Lets so many words through in a second, and no more: a bucket that is full at first and fills evenly. */
export class Gate {
  readonly #perSecond: number;
  #left: number;
  #at = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
  }

  /** `at`: now, in milliseconds of a clock that only goes forward. */
  pass(at: number): boolean {
    this.#left = Math.min(this.#perSecond, this.#left + ((at - this.#at) / 1000) * this.#perSecond);
    this.#at = at;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
