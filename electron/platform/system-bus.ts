/**
 * The machine's message bus (D-Bus), on which logind and systemd answer.
 *
 * Owns: at most one connection, made when it is first used, made again when it was lost and somebody listens.
 *
 * Invariants: nothing of it throws into the caller's loop: a call rejects, and what is listened to comes back by itself. Every
 * call ends within 5 s. A listener hears only the sender that it named, whoever else speaks on its paths. That there is no bus is an
 * ordinary state: it is said once, and then the bus is tried again after 1 s, 2 s, ... 30 s, only while somebody listens; a call tries at once.
 */
import { type BusCall, type BusConnection, type BusSignal, connectBus } from './bus-connection.ts';
import { messageOf } from './errors.ts';

const CALL_MS = 5000;
const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 30_000;
const STANDARD_ADDRESS = 'unix:path=/run/dbus/system_bus_socket';

export interface SystemBus {
  /** Values of variants stand for themselves. Rejects with an Error whose message names the D-Bus error. */
  call(request: BusCall): Promise<readonly unknown[]>;
  /**
   * Hears signals of the sender (a well-known name). `back` is called whenever listening begins, the first time too: when the bus
   * is there, came back, or the sender was started anew. What happened before is not heard: look at it then. Returns how to stop.
   */
  listen(match: BusMatch, heard: (signal: Pick<BusSignal, 'member' | 'path' | 'body'>) => void, back: () => void): () => void;
  close(): void;
}

export interface BusMatch {
  readonly sender: string;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
}

interface Listener {
  readonly match: BusMatch;
  readonly heard: (signal: BusSignal) => void;
  readonly back: () => void;
  /** The sender's unique name; null: it is not on the bus. */
  owner: string | null;
}

const DAEMON = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' } as const;

/** `address`: of another bus than the system's, for tests. */
export function openSystemBus(options: { address?: string; log: (text: string) => void }): SystemBus {
  const address = options.address ?? process.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? STANDARD_ADDRESS;
  const listeners = new Set<Listener>();
  let connecting: Promise<BusConnection> | null = null;
  let backoffMs = FIRST_BACKOFF_MS;
  let timer: NodeJS.Timeout | undefined;
  let missing = false;
  let closed = false;

  function connect(): Promise<BusConnection> {
    if (closed) return Promise.reject(new Error('the system bus was let go'));
    if (connecting !== null) return connecting;
    clearTimeout(timer);
    const mine = connectBus(address, { signal: hear, lost: (why) => lost(mine, why) });
    connecting = mine;
    mine.then(
      (connection) => {
        if (closed) return connection.close();
        if (missing) options.log('the system bus is there again');
        missing = false;
        backoffMs = FIRST_BACKOFF_MS;
        for (const listener of listeners) void attend(connection, listener);
      },
      (error: unknown) => lost(mine, messageOf(error)),
    );
    return mine;
  }

  function lost(which: Promise<BusConnection>, why: string): void {
    if (connecting !== which) return;
    connecting = null;
    if (closed) return;
    if (!missing) options.log(`no system bus at ${address}: ${why}`);
    missing = true;
    for (const listener of listeners) listener.owner = null;
    if (listeners.size > 0) again();
  }

  function again(): void {
    clearTimeout(timer);
    timer = setTimeout(tryToConnect, backoffMs).unref();
    backoffMs = Math.min(2 * backoffMs, LONGEST_BACKOFF_MS);
  }

  function tryToConnect(): void {
    connect().catch(toldByLost);
  }

  /** From now on the bus hands over what the listener wants. */
  async function attend(connection: BusConnection, listener: Listener): Promise<void> {
    const { match } = listener;
    const ownerChanges = `type='signal',sender='${DAEMON.destination}',member='NameOwnerChanged',arg0='${match.sender}'`;
    const ask = (member: string, text: string) => patiently(connection.call({ ...DAEMON, member, signature: 's', body: [text] }), member);
    try {
      await Promise.all([ask('AddMatch', ownerChanges), ask('AddMatch', ruleOf(match))]);
    } catch (error) {
      options.log(`the system bus does not let us listen to ${match.sender}: ${String(error)}`);
      return;
    }
    const owner = await ask('GetNameOwner', match.sender).then(
      ([name]) => String(name),
      // It is not on the bus: its coming is heard.
      () => null,
    );
    if (!listeners.has(listener)) return;
    listener.owner = owner ?? listener.owner;
    listener.back();
  }

  /** The bus need not wake us for it any more. */
  function forget(match: BusMatch): void {
    const unwanted = { ...DAEMON, member: 'RemoveMatch', signature: 's', body: [ruleOf(match)] };
    // Where that fails there is no connection, or no such match: nothing is handed over either way.
    connecting?.then((connection) => connection.call(unwanted)).catch(toldByLost);
  }

  function hear(signal: BusSignal): void {
    if (signal.sender === DAEMON.destination && signal.member === 'NameOwnerChanged') return ownerChanged(signal.body);
    for (const listener of listeners) {
      const { match, owner } = listener;
      const wanted =
        (signal.sender === owner || signal.sender === match.sender) &&
        (match.path ?? signal.path) === signal.path &&
        (match.interface ?? signal.interface) === signal.interface &&
        (match.member ?? signal.member) === signal.member;
      if (wanted) listener.heard(signal);
    }
  }

  function ownerChanged([name, , owner]: readonly unknown[]): void {
    for (const listener of listeners) {
      if (listener.match.sender !== name || listener.owner === owner) continue;
      listener.owner = owner === '' ? null : String(owner);
      listener.back();
    }
  }

  async function call(request: BusCall): Promise<readonly unknown[]> {
    const answer = connect().then((connection) => connection.call(request));
    return patiently(answer, `${request.interface}.${request.member}`);
  }

  return {
    call,
    listen(match, heard, back) {
      const listener: Listener = { match, heard, back, owner: null };
      listeners.add(listener);
      if (connecting === null) tryToConnect();
      else connecting.then((connection) => attend(connection, listener)).catch(toldByLost);
      return () => {
        if (listeners.delete(listener)) forget(match);
      };
    },
    close() {
      closed = true;
      clearTimeout(timer);
      listeners.clear();
      connecting?.then((connection) => connection.close()).catch(toldByLost);
    },
  };
}

function toldByLost(): void {
  // A connection that fails is told and tried again in one place.
}

/** As the answer, and an error when there is none in time. */
async function patiently<T>(answer: Promise<T>, what: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer to ${what} within ${CALL_MS / 1000} s`)), CALL_MS);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function ruleOf(match: BusMatch): string {
  const parts = Object.entries(match).map(([key, value]) => `${key}='${value}'`);
  return ["type='signal'", ...parts].join(',');
}
