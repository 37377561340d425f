/** Who has signed in. In memory only: a new supervisor knows nobody. */
import { randomBytes } from 'node:crypto';

/** Times in milliseconds. */
export interface SessionLimits {
  /** Random bytes of what stands for it. */
  readonly bytes: number;
  /** One that nobody used for so long has ended. */
  readonly idleMs: number;
  /** So long after its beginning it has ended, however much it is used. */
  readonly wholeMs: number;
  /** At once; another one ends the one that rested longest. */
  readonly most: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** At the screen, where the next one who comes is somebody else. */
export const AT_SCREEN: SessionLimits = { bytes: 16, idleMs: 10 * MINUTE_MS, wholeMs: Number.POSITIVE_INFINITY, most: 8 };

/** In a browser of one's own. */
export const OVER_NETWORK: SessionLimits = { bytes: 32, idleMs: 12 * HOUR_MS, wholeMs: 7 * 24 * HOUR_MS, most: 32 };

interface Session {
  readonly name: string;
  /** What they signed in with, to see whether it is still the same; never the secret itself. */
  readonly mark: string;
  readonly openedAt: number;
  readonly usedAt: number;
}

export class Sessions {
  readonly #limits: SessionLimits;
  readonly #clockMs: () => number;
  /** Least lately used first. */
  readonly #open = new Map<string, Session>();

  /** `clockMs`: goes on while the machine sleeps, and knows no steps. */
  constructor(limits: SessionLimits, clockMs: () => number) {
    this.#limits = limits;
    this.#clockMs = clockMs;
  }

  get size(): number {
    return this.#open.size;
  }

  open(name: string, mark = ''): string {
    const token = randomBytes(this.#limits.bytes).toString('hex');
    const now = this.#clockMs();
    this.#open.set(token, { name, mark, openedAt: now, usedAt: now });
    const [oldest] = this.#open.keys();
    if (this.#open.size > this.#limits.most && oldest !== undefined) this.#open.delete(oldest);
    return token;
  }

  /** The name that it stands for, and this counts as a use; null: it has ended, or never was. */
  use(token: string): string | null {
    const session = this.#open.get(token);
    this.#open.delete(token);
    if (session === undefined || !this.#lasts(session)) return null;
    this.#open.set(token, { ...session, usedAt: this.#clockMs() });
    return session.name;
  }

  end(token: string): void {
    this.#open.delete(token);
  }

  /** Ends what has lasted its time, and all that `stays` is not true of. */
  review(stays: (name: string, mark: string) => boolean): void {
    for (const [token, session] of this.#open) if (!this.#lasts(session) || !stays(session.name, session.mark)) this.#open.delete(token);
  }

  #lasts({ openedAt, usedAt }: Session): boolean {
    const now = this.#clockMs();
    return now - usedAt < this.#limits.idleMs && now - openedAt < this.#limits.wholeMs;
  }
}
