/** One connection to a message bus, from Hello until it is lost. Knows dbus-next, which `bus-library.ts` brings. */
import { EventEmitter } from 'node:events';
import type { Message, MessageBus } from 'dbus-next';
import { messageOf } from './errors.ts';

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** Of `body`, as D-Bus writes types. */
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

export interface BusSignal {
  /** The sender's unique name, `:1.7`. */
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

export interface BusConnection {
  /** Rejects with an error that names the D-Bus error, and when the bus is lost. Takes as long as the other side does. */
  call(request: BusCall): Promise<readonly unknown[]>;
  close(): void;
}

interface Ears {
  readonly signal: (signal: BusSignal) => void;
  /** The bus is gone; once. */
  readonly lost: (why: string) => void;
}

/** Resolves when the bus has answered. Loads the library now: a supervisor that needs no bus starts without it. */
export async function connectBus(address: string, ears: Ears): Promise<BusConnection> {
  const { Message, MessageType, Variant, DBusError, sessionBus } = await import('./bus-library.ts');

  /** A variant is its value. */
  function plain(value: unknown): unknown {
    if (value instanceof Variant) return plain(value.value);
    if (Array.isArray(value)) return value.map(plain);
    const isTable = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    return isTable ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)])) : value;
  }

  const bus: MessageBus = sessionBus({ busAddress: address });
  const ready = Promise.withResolvers<void>();
  const waiting = new Set<(error: Error) => void>();
  let over = false;
  // The library does not tell of the end by itself, and answers, with an exception, what still comes in after it.
  const connection: unknown = Reflect.get(bus, '_connection');
  if (!(connection instanceof EventEmitter)) throw new Error('dbus-next has changed: its bus has no _connection any more');
  const finish = (): void => {
    over = true;
    connection.removeAllListeners('message');
  };
  const lose = (why: string): void => {
    if (over) return;
    finish();
    const error = new Error(why);
    ready.reject(error);
    for (const reject of waiting) reject(error);
    ears.lost(why);
  };
  bus.on('connect', ready.resolve);
  bus.on('error', (error) => lose(messageOf(error)));
  connection.on('end', () => lose('the connection was closed'));
  bus.on('message', ({ type, sender, path, interface: name, member, body }: Message) => {
    if (type === MessageType.SIGNAL && !over) ears.signal({ sender, path, interface: name, member, body: body.map(plain) });
  });
  await ready.promise;

  async function call(request: BusCall): Promise<readonly unknown[]> {
    const { promise: lost, reject } = Promise.withResolvers<never>();
    waiting.add(reject);
    try {
      const reply = await Promise.race([bus.call(new Message(request)), lost]);
      return (reply?.body ?? []).map(plain);
    } catch (error) {
      throw error instanceof DBusError ? new Error(`${error.text} (${error.type})`) : error;
    } finally {
      waiting.delete(reject);
    }
  }

  return {
    call,
    close() {
      finish();
      bus.disconnect();
    },
  };
}
