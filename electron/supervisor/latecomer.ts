/** Somebody who comes late, and is then told all that has happened meanwhile, in its order; from then on everything at once. */
export class Latecomer<T> {
  #one: T | null = null;
  readonly #missed: ((one: T) => void)[] = [];
  readonly #failed: (error: unknown) => void;

  /** `failed`: something that was missed could not be told; the rest is. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  tell(what: (one: T) => void): void {
    if (this.#one === null) this.#missed.push(what);
    else what(this.#one);
  }

  arrives(one: T): void {
    // What is told may bring more of it, which comes after.
    for (let what = this.#missed.shift(); what !== undefined; what = this.#missed.shift()) {
      try {
        what(one);
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#one = one;
  }
}
