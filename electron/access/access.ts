/**
 * Who may sign in on the screen. A PIN is checked against everybody's, and gives a session that stands for the person.
 *
 * Invariants: one PIN is checked at a time, the others are refused without being looked at; every PIN is checked against all lines,
 * so that time says nothing; nothing here writes what was typed, a line or a session anywhere. Guesses are counted in one ledger for
 * all doors (`tries.ts`, `ledger.ts`); who comes over the network is next door (`network.ts`).
 *
 * Numbers: `throttle.ts` for waits, `sessions.ts` for sessions, `pin-line.ts` for the cost of a check. docs/security.md says why.
 */
import type { Ledger } from './ledger.ts';
import type { Environment, Person } from './people.ts';
import { isPinOf } from './pin-line.ts';
import { type Pin, readPins } from './pins.ts';
import { AT_SCREEN, Sessions } from './sessions.ts';
import { Tries } from './tries.ts';

export interface SignInRecord {
  /** Null: nobody knows who it was. */
  readonly name: string | null;
  readonly outcome: 'done' | 'wrong-pin' | 'wrong-password' | 'wrong-token' | 'too-many-tries';
  /** The record as one line of a log. */
  readonly line: string;
}

export interface AccessOptions {
  /** Everybody of the exhibit file, as it is now. */
  readonly people: () => readonly Person[];
  readonly environment: Environment;
  readonly ledger: Ledger;
  /** Goes on while the machine sleeps. */
  readonly uptimeMs: () => number;
  readonly audit: (record: SignInRecord) => void;
  /** So many wrong ones are an alert. */
  readonly lockout: (tries: number) => void;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
}

export type SignInAnswer =
  | { readonly outcome: 'done'; readonly session: string; readonly name: string; readonly role: Person['role'] }
  | { readonly outcome: 'wrong-pin' | 'too-many-tries'; readonly waitMs: number }
  | { readonly outcome: 'no-pins' };

export interface Access {
  /** What the pad shows before anybody types. */
  pad(): Promise<{ readonly pins: boolean; readonly waitMs: number }>;
  signIn(pin: string): Promise<SignInAnswer>;
  signOut(session: string): void;
  /** Whom a session stands for, with the role of now; null: nobody any more. */
  who(session: string): Pick<Person, 'name' | 'role'> | null;
}

export function createAccess({ people, environment, ledger, uptimeMs, audit, lockout, log }: AccessOptions): Access {
  const sessions = new Sessions(AT_SCREEN, uptimeMs);
  const tries = new Tries({
    ledger,
    count: 'screen',
    tooEarly(left) {
      const line = `somebody typed a PIN at the screen too early: none is taken for ${left}`;
      audit({ name: null, outcome: 'too-many-tries', line });
    },
    lockout,
  });
  const pins = (trouble: (text: string) => void) => readPins(people(), environment, trouble);

  const attempt = (pin: string) => ({
    async prepare() {
      const candidates = await pins((text) => log('warning', text));
      if (candidates.length === 0) return null;
      return async () => {
        const name = await ownerOf(pin, candidates);
        return people().find((one) => one.name === name) ?? null;
      };
    },
    wrong(ofLate: number, next: string) {
      const line = `somebody typed a wrong PIN at the screen (${ofLate} of late): the next one is taken ${next}`;
      audit({ name: null, outcome: 'wrong-pin', line });
    },
  });

  return {
    // What is wrong with a line is told when somebody tries to sign in.
    pad: async () => ({ pins: (await pins(() => undefined)).length > 0, waitMs: tries.waitMs }),
    async signIn(pin) {
      const tried = await tries.one(attempt(pin));
      if (tried.outcome === 'nothing') return { outcome: 'no-pins' };
      if (tried.outcome !== 'right') {
        return { outcome: tried.outcome === 'wrong' ? 'wrong-pin' : 'too-many-tries', waitMs: tried.waitMs };
      }
      const { name, role } = tried.found;
      audit({ name, outcome: 'done', line: `${name} signed in at the screen as ${role}` });
      return { outcome: 'done', session: sessions.open(name), name, role };
    },
    signOut: (session) => sessions.end(session),
    who(session) {
      const name = sessions.use(session);
      const person = people().find((one) => one.name === name && one.pin !== null);
      return person === undefined ? null : { name: person.name, role: person.role };
    },
  };
}

/** Whose PIN it is; null: nobody's. One line after the other, all of them. */
async function ownerOf(pin: string, pins: readonly Pin[]): Promise<string | null> {
  let owner: string | null = null;
  for (const { name, line } of pins) {
    const is = await isPinOf(line, pin);
    if (is && owner === null) owner = name;
  }
  return owner;
}
