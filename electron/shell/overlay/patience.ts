/**
 * How long an open overlay stays: until nobody has touched it for a while, and only as long as its page lives. What covers the exhibit
 * never stays by itself.
 */

/** Without a touch, once somebody has signed in. */
const UNTOUCHED_MS = 60_000;
/** Without a touch, while nobody has: a visitor who came upon the PIN pad goes away. */
const PAD_MS = 15_000;
/** Without a frame of the page: it hangs. It tells of one each second. */
const SILENT_MS = 3000;
/** Until its first frame: it may still be loading. */
const FIRST_FRAME_MS = 10_000;

export interface PatienceOptions {
  readonly onUntouched: () => void;
  readonly onSilent: () => void;
}

export class Patience {
  readonly #options: PatienceOptions;
  #untouched: NodeJS.Timeout | undefined;
  #silent: NodeJS.Timeout | undefined;

  constructor(options: PatienceOptions) {
    this.#options = options;
  }

  begin(): void {
    this.known(false);
    clearTimeout(this.#silent);
    this.#silent = setTimeout(this.#options.onSilent, FIRST_FRAME_MS);
  }

  end(): void {
    clearTimeout(this.#untouched);
    clearTimeout(this.#silent);
    // Else a late touch would set the timer again.
    this.#untouched = undefined;
  }

  /** Somebody has signed in, or nobody is signed in any more. */
  known(signedIn: boolean): void {
    clearTimeout(this.#untouched);
    this.#untouched = setTimeout(this.#options.onUntouched, signedIn ? UNTOUCHED_MS : PAD_MS);
  }

  /** A key, a finger, a mouse. */
  touched(): void {
    this.#untouched?.refresh();
  }

  /** The page has drawn. */
  drawn(): void {
    clearTimeout(this.#silent);
    this.#silent = setTimeout(this.#options.onSilent, SILENT_MS);
  }
}
