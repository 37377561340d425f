/**
 * Asks logind who is logged in, and hears when that changes: SessionNew, SessionRemoved, a seat's other ActiveSession, a session's
 * LockedHint or Active, the end of a sleep. It explains and objects; whether there is a session is decided by who answers.
 *
 * Each sign leads to one look at all sessions, 1 to 3 ms of logind's time for a handful; signs that come meanwhile lead to one more.
 * Without a bus or a logind there is nothing to explain; an answer that does not come within a second is not waited for any longer.
 */
import { userInfo } from 'node:os';
import { z } from 'zod';
import type { SystemBus } from '../platform/system-bus.ts';
import type { Login } from './logins.ts';

const LOGIND = 'org.freedesktop.login1';
const MANAGER = { destination: LOGIND, path: '/org/freedesktop/login1', interface: 'org.freedesktop.login1.Manager' } as const;
/** Longest wait for the first answer, in milliseconds. */
const FIRST_ANSWER_MS = 1000;

const List = z.tuple([z.array(z.tuple([z.string(), z.number(), z.string(), z.string(), z.string()]))]);
const Properties = z.tuple([
  z.object({
    Id: z.string(),
    User: z.tuple([z.number(), z.string()]),
    Name: z.string(),
    Seat: z.tuple([z.string(), z.string()]),
    Class: z.string(),
    Type: z.string(),
    State: z.string(),
    Active: z.boolean(),
    LockedHint: z.boolean(),
    Leader: z.number(),
    Display: z.string(),
  }),
]);

export interface LogindOptions {
  readonly bus: SystemBus;
  /** Something is different, or the first answer is there (or not to be waited for). */
  readonly onChange: () => void;
  /** The machine has slept. */
  readonly onResume: () => void;
}

export class Logind {
  readonly user = userInfo();
  readonly #options: LogindOptions;
  readonly #stop: () => void;
  readonly #patience: NodeJS.Timeout;
  #logins: readonly Login[] | null = null;
  #settled = false;
  #looking = false;
  #again = false;
  #closed = false;

  constructor(options: LogindOptions) {
    this.#options = options;
    this.#stop = options.bus.listen(
      { sender: LOGIND },
      ({ member, body }) => {
        if (member === 'PrepareForSleep' && body[0] === false) options.onResume();
        this.look();
      },
      () => this.look(),
    );
    this.#patience = setTimeout(() => this.#settle(), FIRST_ANSWER_MS);
    this.look();
  }

  /** False: the first answer is still on its way. */
  get isSettled(): boolean {
    return this.#settled;
  }

  /** All sessions of the machine; null: logind does not say. */
  get logins(): readonly Login[] | null {
    return this.#logins;
  }

  /** The path of the session that the process belongs to; null: none, or logind does not say. */
  sessionOf(pid: number): Promise<string | null> {
    const { promise: late, resolve } = Promise.withResolvers<null>();
    setTimeout(resolve, FIRST_ANSWER_MS, null).unref();
    return Promise.race([this.#askSessionOf(pid), late]);
  }

  async #askSessionOf(pid: number): Promise<string | null> {
    try {
      const [path] = await this.#options.bus.call({ ...MANAGER, member: 'GetSessionByPID', signature: 'u', body: [pid] });
      return z.string().parse(path);
    } catch {
      // A process of the user's manager has no session of its own; without logind nothing has.
      return null;
    }
  }

  look(): void {
    this.#again = true;
    if (!this.#looking) void this.#follow();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#patience);
    this.#stop();
  }

  async #follow(): Promise<void> {
    this.#looking = true;
    while (this.#again && !this.#closed) {
      this.#again = false;
      this.#logins = await this.#ask();
      this.#settle();
    }
    this.#looking = false;
  }

  #settle(): void {
    this.#settled = true;
    clearTimeout(this.#patience);
    if (!this.#closed) this.#options.onChange();
  }

  async #ask(): Promise<readonly Login[] | null> {
    try {
      const [sessions] = List.parse(await this.#options.bus.call({ ...MANAGER, member: 'ListSessions' }));
      const logins = await Promise.all(sessions.map(([, , , , path]) => this.#describe(path)));
      return logins.filter((login) => login !== null);
    } catch {
      // No bus, no logind, or one that says something else: all the same here.
      return null;
    }
  }

  /** Null: it has ended meanwhile. */
  async #describe(path: string): Promise<Login | null> {
    const asked = { destination: LOGIND, path, interface: 'org.freedesktop.DBus.Properties', member: 'GetAll' };
    const answer = await this.#options.bus.call({ ...asked, signature: 's', body: ['org.freedesktop.login1.Session'] }).catch(() => null);
    if (answer === null) return null;
    const [session] = Properties.parse(answer);
    return {
      path,
      id: session.Id,
      uid: session.User[0],
      user: session.Name,
      seat: session.Seat[0],
      class: session.Class,
      type: session.Type,
      state: session.State,
      active: session.Active,
      locked: session.LockedHint,
      leader: session.Leader,
      display: session.Display,
    };
  }
}
