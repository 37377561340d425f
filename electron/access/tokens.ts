/** Whose token it is. Looked for in everybody's files, at most once a second; a wrong one costs no wait, and is told now and then. */
import { timingSafeEqual } from 'node:crypto';
import { fresh } from '../platform/fresh.ts';
import { type Environment, type Person, placeInWords } from './people.ts';
import { secretText, whatIsWrong } from './secret-text.ts';
import { digestOf, parseToken, TOKEN_WANTED } from './token.ts';

/** How long a token that was removed may go on working, in milliseconds. */
const FRESH_MS = 1_000;
/** Wrong ones are told once in so long. */
const TELLING_MS = 600_000;

interface TokensOptions {
  readonly people: () => readonly Owner[];
  readonly environment: Environment;
  readonly monotonicMs: () => number;
  /** Told of each token that cannot be used, once. */
  readonly trouble: (text: string) => void;
  /** `more`: how many more there were since the last time. */
  readonly wrong: (more: number) => void;
}

type Owner = Pick<Person, 'name' | 'token'>;

/** A token that can be compared. */
interface Known {
  readonly name: string;
  readonly digest: Buffer;
}

export class Tokens {
  readonly #options: TokensOptions;
  readonly #known: { get(): Promise<readonly Known[]> };
  #troubles: ReadonlySet<string> = new Set();
  #told: { readonly at: number; untold: number } | null = null;

  constructor(options: TokensOptions) {
    this.#options = options;
    this.#known = fresh(FRESH_MS, () => this.#read(), options.monotonicMs);
  }

  /** The name; null: nobody's. */
  async ownerOf(token: string): Promise<string | null> {
    const digest = digestOf(token);
    let owner: string | null = null;
    for (const known of await this.#known.get()) {
      const is = timingSafeEqual(known.digest, digest);
      if (is && owner === null) owner = known.name;
    }
    if (owner === null) this.#tellWrong();
    return owner;
  }

  async #read(): Promise<readonly Known[]> {
    const troubles = new Set<string>();
    const known = await readTokens(this.#options.people(), this.#options.environment, (text) => troubles.add(text));
    for (const text of troubles) if (!this.#troubles.has(text)) this.#options.trouble(text);
    this.#troubles = troubles;
    return known;
  }

  #tellWrong(): void {
    const now = this.#options.monotonicMs();
    if (this.#told !== null && now - this.#told.at < TELLING_MS) {
      this.#told.untold += 1;
      return;
    }
    this.#options.wrong(this.#told?.untold ?? 0);
    this.#told = { at: now, untold: 0 };
  }
}

/** `trouble`: told of each token that cannot be used, without a word of what stands there. */
export async function readTokens(
  people: readonly Owner[],
  environment: Environment,
  trouble: (text: string) => void,
): Promise<readonly Known[]> {
  const known: Known[] = [];
  for (const { name, token: place } of people) {
    if (place === null) continue;
    const found = await secretText(place, environment);
    const token = typeof found === 'string' ? parseToken(found) : null;
    if (token !== null) known.push({ name, digest: digestOf(token) });
    else {
      const wrong = `${placeInWords(place)} ${whatIsWrong(found, `no token (${TOKEN_WANTED})`)}`;
      trouble(`${name} has no token: ${wrong}. Make one with: invigil token ${name}`);
    }
  }
  return known;
}
