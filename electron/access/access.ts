/**
 * Who may sign in on the screen. A PIN is checked against everybody's, and gives a session that stands for the person.
 *
 * Invariants: a try counts as wrong, on the disk, before anything is known of it, so that a kill in between gives none; one PIN is
 * checked at a time, the others are refused without being looked at; every PIN is checked against all lines, so that time says
 * nothing; nothing here writes what was typed, a line or a session anywhere. One throttle for all doors.
 *
 * Numbers: `throttle.ts` for waits, `sessions.ts` for sessions, `pin-line.ts` for the cost of a check. docs/security.md says why.
 */
import type { Kept } from './kept.ts';
import { Ledger } from './ledger.ts';
import { isPinOf } from './pin-line.ts';
import { type Person, type Pin, readPins } from './pins.ts';
import { Sessions } from './sessions.ts';
import { afterRight, afterTelling, afterWrong, isAlarming, waitMs } from './throttle.ts';

/** While another PIN is checked, the next one is better tried after so long, in milliseconds. */
const BUSY_MS = 500;

export interface SignInRecord {
  /** Null: nobody knows who it was. */
  readonly name: string | null;
  readonly outcome: 'done' | 'wrong-pin' | 'too-many-tries';
  /** The record as one line of a log. */
  readonly line: string;
}

export interface AccessOptions {
  /** Everybody of the exhibit file, as it is now. */
  readonly people: () => readonly Person[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What outlived the last supervisor. */
  readonly kept: Kept;
  /** On the disk when it resolves; rejects with what is wrong. */
  readonly save: (kept: Kept) => Promise<void>;
  /** Stands still while the machine sleeps. */
  readonly monotonicMs: () => number;
  /** Goes on while the machine sleeps. */
  readonly uptimeMs: () => number;
  readonly audit: (record: SignInRecord) => void;
  /** So many wrong PINs are an alert. */
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
  close(): Promise<void>;
}

export function createAccess(options: AccessOptions): Access {
  const { people, environment, audit, log } = options;
  const ledger = new Ledger(options);
  const sessions = new Sessions(options.uptimeMs);
  let checking = false;
  /** Refusals are told once for each wrong PIN: whoever leans on the pad does not fill the log. */
  let refused = false;

  const wait = () => waitMs(ledger.throttle, ledger.now);
  const pins = (trouble: (text: string) => void) => readPins(people(), environment, trouble);

  function refuse(): SignInAnswer {
    const left = Math.max(wait(), BUSY_MS);
    if (!refused && !checking) {
      const line = `somebody typed a PIN at the screen too early: none is taken for ${inSeconds(left)}`;
      audit({ name: null, outcome: 'too-many-tries', line });
      refused = true;
    }
    return { outcome: 'too-many-tries', waitMs: left };
  }

  async function check(pin: string): Promise<SignInAnswer> {
    const candidates = await pins((text) => log('warning', text));
    if (candidates.length === 0) return { outcome: 'no-pins' };
    const before = ledger.throttle;
    const [name] = await Promise.all([ownerOf(pin, candidates), ledger.put(afterWrong(before, ledger.now))]);
    const person = people().find((one) => one.name === name);
    refused = false;
    if (person === undefined) return wrong();
    await ledger.put(afterRight(before, ledger.now));
    audit({ name: person.name, outcome: 'done', line: `${person.name} signed in at the screen as ${person.role}` });
    return { outcome: 'done', session: sessions.open(person.name), name: person.name, role: person.role };
  }

  async function wrong(): Promise<SignInAnswer> {
    const { throttle } = ledger;
    const left = wait();
    const next = left === 0 ? 'at once' : `in ${inSeconds(left)}`;
    const line = `somebody typed a wrong PIN at the screen (${throttle.wrong} of late): the next one is taken ${next}`;
    audit({ name: null, outcome: 'wrong-pin', line });
    if (isAlarming(throttle, ledger.now)) {
      options.lockout(throttle.wrong);
      // After it was told: a kill in between tells it again.
      await ledger.put(afterTelling(throttle, ledger.now));
    }
    return { outcome: 'wrong-pin', waitMs: wait() };
  }

  return {
    // What is wrong with a line is told when somebody tries to sign in.
    pad: async () => ({ pins: (await pins(() => undefined)).length > 0, waitMs: wait() }),
    async signIn(pin) {
      if (checking || wait() > 0) return refuse();
      checking = true;
      try {
        return await check(pin);
      } finally {
        checking = false;
      }
    },
    signOut: (session) => sessions.end(session),
    who(session) {
      const name = sessions.use(session);
      const person = people().find((one) => one.name === name && one.pin !== null);
      return person === undefined ? null : { name: person.name, role: person.role };
    },
    close: () => ledger.close(),
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

function inSeconds(ms: number): string {
  return `${Math.ceil(ms / 1_000)} s`;
}
