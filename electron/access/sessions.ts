/** Who has signed in on the screen. In memory only: a new supervisor knows nobody. */
import { randomBytes } from 'node:crypto';

/** A session that nobody used for so long has ended, in milliseconds. */
const IDLE_MS = 10 * 60_000;
/** At once; another one ends the one that rested longest. */
const MOST = 8;
const TOKEN_BYTES = 16;

export class Sessions {
  readonly #clockMs: () => number;
  /** Least lately used first. */
  readonly #open = new Map<string, { readonly name: string; readonly usedAt: number }>();

  /** `clockMs`: goes on while the machine sleeps, and knows no steps. */
  constructor(clockMs: () => number) {
    this.#clockMs = clockMs;
  }

  open(name: string): string {
    const token = randomBytes(TOKEN_BYTES).toString('hex');
    this.#open.set(token, { name, usedAt: this.#clockMs() });
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST && oldest !== undefined) this.#open.delete(oldest);
    return token;
  }

  /** The name that it stands for, and this counts as a use; null: it has ended, or never was. */
  use(token: string): string | null {
    const session = this.#open.get(token);
    this.#open.delete(token);
    const now = this.#clockMs();
    if (session === undefined || now - session.usedAt >= IDLE_MS) return null;
    this.#open.set(token, { name: session.name, usedAt: now });
    return session.name;
  }

  end(token: string): void {
    this.#open.delete(token);
  }
}
