/**
 * Who may come in over the network: people by name and password, who get a session, and programs by a token.
 *
 * Invariants: a password is checked against the line of the name it came with, and for a name that has none against a line that is
 * nobody's, so that neither answer nor time tells who is in the file; one at a time, counted before anything is known of it
 * (`tries.ts`), for all names and addresses together; what was typed, a line, a session or a token is written nowhere.
 *
 * Numbers: `sessions.ts`, `throttle.ts`, `token.ts`. A session of somebody whose password was changed or removed ends within 5 s.
 */
import { fresh } from '../platform/fresh.ts';
import type { AccessOptions } from './access.ts';
import { isPasswordOf } from './password.ts';
import type { Person } from './people.ts';
import { nobodysLine } from './pin-line.ts';
import { type Pin, readPasswords } from './pins.ts';
import { OVER_NETWORK, Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';
import { Tries } from './tries.ts';

type Known = Pick<Person, 'name' | 'role'>;

export interface NetworkAccess {
  /** Whether anybody could sign in with a password. */
  passwords(): Promise<boolean>;
  /** Milliseconds until the next password is taken; 0: now. */
  waitMs(): number;
  signIn(
    name: string,
    password: string,
  ): Promise<
    | ({ readonly outcome: 'done'; readonly session: string } & Known)
    | { readonly outcome: 'wrong' | 'too-many-tries'; readonly waitMs: number }
    | { readonly outcome: 'no-passwords' }
  >;
  signOut(session: string): void;
  /** Whom a session stands for, with the role of now; null: nobody any more. */
  who(session: string): Known | null;
  /** Whose token it is, with the role of now; null: nobody's. */
  byToken(token: string): Promise<Known | null>;
  close(): void;
}

export interface NetworkOptions extends AccessOptions {
  readonly monotonicMs: () => number;
}

/** How often it is looked whether passwords are still those that people signed in with, while anybody is signed in. */
const REVIEW_MS = 5_000;
/** How old the answer may be whether any password is set. */
const ASKED_MS = 1_000;

export function createNetworkAccess(options: NetworkOptions): NetworkAccess {
  const { people, environment, ledger, uptimeMs, monotonicMs, audit, lockout, log } = options;
  const sessions = new Sessions(OVER_NETWORK, uptimeMs);
  const nobodys = nobodysLine();
  const lines = (trouble: (text: string) => void) => readPasswords(people(), environment, trouble);
  // Anybody may ask for this.
  const isPasswordSet = fresh(ASKED_MS, async () => (await lines(() => undefined)).length > 0, monotonicMs);
  const knownAs = (name: string | null, secret: 'password' | 'token'): Known | null => {
    const person = people().find((one) => one.name === name && one[secret] !== null);
    return person === undefined ? null : { name: person.name, role: person.role };
  };

  const tries = new Tries({
    ledger,
    count: 'network',
    tooEarly(left) {
      const line = `somebody came with a password over the network too early: none is taken for ${left}`;
      audit({ name: null, outcome: 'too-many-tries', line });
    },
    lockout,
  });
  const tokens = new Tokens({
    people,
    environment,
    monotonicMs,
    trouble: (text) => log('warning', text),
    wrong(more) {
      const line = `somebody came over the network with a token that is nobody's${more === 0 ? '' : `; ${more} more since the last time`}`;
      audit({ name: null, outcome: 'wrong-token', line });
    },
  });

  const attempt = (name: string, password: string) => ({
    async prepare() {
      const all = await lines((text) => log('warning', text));
      if (all.length === 0) return null;
      const own = all.find((one) => one.name === name);
      return async () => {
        const is = await isPasswordOf(own?.line ?? nobodys, password);
        const person = is && own !== undefined ? knownAs(name, 'password') : null;
        return person === null || own === undefined ? null : { ...person, mark: markOf(own) };
      };
    },
    wrong(ofLate: number, next: string) {
      // A name that is not in the file may be a password in the wrong field.
      const whose = people().some((one) => one.name === name) ? `for ${name}` : 'for a name that is not in the file';
      const line = `a wrong password came over the network ${whose} (${ofLate} of late): the next one is taken ${next}`;
      audit({ name: null, outcome: 'wrong-password', line });
    },
  });

  /** Runs while anybody is signed in. */
  let review: NodeJS.Timeout | null = null;
  async function reviewNow(): Promise<void> {
    if (sessions.size === 0) return endReview();
    // What is wrong with a line is told when somebody tries to sign in.
    const marks = new Map((await lines(() => undefined)).map((one) => [one.name, markOf(one)]));
    sessions.review((name, mark) => marks.get(name) === mark);
  }
  function endReview(): void {
    if (review !== null) clearInterval(review);
    review = null;
  }

  return {
    passwords: () => isPasswordSet.get(),
    waitMs: () => tries.waitMs,
    async signIn(name, password) {
      const tried = await tries.one(attempt(name, password));
      if (tried.outcome === 'nothing') return { outcome: 'no-passwords' };
      if (tried.outcome !== 'right') return { outcome: tried.outcome, waitMs: tried.waitMs };
      const { mark, ...person } = tried.found;
      audit({ name: person.name, outcome: 'done', line: `${person.name} signed in over the network as ${person.role}` });
      review ??= setInterval(() => void reviewNow(), REVIEW_MS).unref();
      return { outcome: 'done', session: sessions.open(person.name, mark), ...person };
    },
    signOut: (session) => sessions.end(session),
    who: (session) => knownAs(sessions.use(session), 'password'),
    byToken: async (token) => knownAs(await tokens.ownerOf(token), 'token'),
    close: endReview,
  };
}

/** What changes with the password, and only then: each line has a salt of its own. */
function markOf({ line }: Pin): string {
  return line.salt.toString('base64');
}
