/** A logind of one test on a private bus: sessions that come, go, are locked, or stand behind another. */
import { Variant } from 'dbus-next';
import type { Login } from '../../electron/session/logins.ts';
import { joinBus, type Peer, type PrivateBus, privateBus } from '../support/bus.ts';

const NAME = 'org.freedesktop.login1';
const ROOT = '/org/freedesktop/login1';
const MANAGER = `${NAME}.Manager`;

/** A graphical session of this user in front of seat0. */
export function login(fields: Partial<Login> = {}): Login {
  const id = fields.id ?? '1';
  const uid = process.getuid?.() ?? 0;
  const usual = { seat: 'seat0', class: 'user', type: 'wayland', state: 'active', active: true, locked: false, leader: 1, display: '' };
  return { ...usual, id, path: `${ROOT}/session/_3${id}`, uid, user: 'kiosk', ...fields };
}

export class FakeLogind {
  readonly daemon: PrivateBus;
  #peer: Peer | null = null;
  #logins: readonly Login[] = [];
  /** The session that every process belongs to; null: none. */
  #ofProcesses: string | null = null;
  /** Takes questions and does not answer. */
  #hangs = false;

  private constructor(daemon: PrivateBus) {
    this.daemon = daemon;
  }

  static async start(options: { hangs?: boolean } = {}): Promise<FakeLogind> {
    const daemon = privateBus();
    await daemon.start();
    const logind = new FakeLogind(daemon);
    logind.#hangs = options.hangs === true;
    await logind.join();
    return logind;
  }

  /** Comes onto its bus, also once that was started anew. */
  async join(): Promise<void> {
    this.#peer = await joinBus(this.daemon.address, NAME, ({ path, member }) => {
      if (this.#hangs) return null;
      if (member === 'ListSessions')
        return {
          signature: 'a(susso)',
          body: [this.#logins.map(({ id, uid, user, seat, path: own }) => [id, uid, user, seat, own])],
        };
      if (member === 'GetSessionByPID' && this.#ofProcesses !== null) return { signature: 'o', body: [this.#ofProcesses] };
      const found = this.#logins.find((one) => one.path === path);
      if (member === 'GetAll' && found !== undefined) return { signature: 'a{sv}', body: [propertiesOf(found)] };
      return { error: `${NAME}.NoSessionForPID` };
    });
  }

  /** Who is logged in from now on. `ofProcesses`: the session that every process belongs to. */
  has(logins: readonly Login[], ofProcesses: Login | null = null): void {
    this.#logins = logins;
    this.#ofProcesses = ofProcesses?.path ?? null;
    // One sign stands for all of them: each leads to the same look.
    this.#peer?.signal(ROOT, MANAGER, 'SessionNew', 'so', ['1', `${ROOT}/session/_31`]);
  }

  /** The machine wakes up after a sleep. */
  wakeUp(): void {
    this.#peer?.signal(ROOT, MANAGER, 'PrepareForSleep', 'b', [false]);
  }
}

function propertiesOf({ path, ...one }: Login): Record<string, Variant> {
  const own = { Id: one.id, Name: one.user, Class: one.class, Type: one.type, State: one.state, Display: one.display };
  return {
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, new Variant('s', value)])),
    User: new Variant('(uo)', [one.uid, `${path}/user`]),
    Seat: new Variant('(so)', [one.seat, `${path}/seat`]),
    Active: new Variant('b', one.active),
    LockedHint: new Variant('b', one.locked),
    Leader: new Variant('u', one.leader),
  };
}
