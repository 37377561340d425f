/** A private message bus (dbus-daemon) of one test, and programs of our own on it. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Message, type MessageBus, sessionBus } from 'dbus-next';
import { onTestFinished } from 'vitest';
import { until } from './until.ts';

export const noBusDaemon = (() => {
  try {
    execFileSync('dbus-daemon', ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
})();

export interface PrivateBus {
  readonly address: string;
  /** Resolves when it accepts connections. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Not started yet. */
export function privateBus(): PrivateBus {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-bus-'));
  const socket = join(folder, 'socket');
  const address = `unix:path=${socket}`;
  const config = `<busconfig><type>system</type><listen>${address}</listen><auth>EXTERNAL</auth>
    <policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>`;
  writeFileSync(join(folder, 'config'), config);
  let stop: (() => Promise<void>) | null = null;
  onTestFinished(async () => {
    await stop?.();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    address,
    async start() {
      const daemon = spawn('dbus-daemon', ['--nofork', '--print-address', `--config-file=${join(folder, 'config')}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(daemon, 'exit');
      stop = async () => {
        stop = null;
        daemon.kill('SIGKILL');
        await ended;
        rmSync(socket, { force: true });
      };
      await once(daemon.stdout, 'data');
    },
    async stop() {
      await stop?.();
    },
  };
}

export interface Peer {
  readonly bus: MessageBus;
  signal(path: string, interfaceName: string, member: string, signature?: string, body?: readonly unknown[]): void;
  leave(): void;
}

/** A program on the bus under a well-known name. `answer`: null leaves the caller without an answer. */
export async function joinBus(
  address: string,
  name: string,
  answer: (call: Message) => { readonly signature: string; readonly body: readonly unknown[] } | { readonly error: string } | null,
): Promise<Peer> {
  const bus = sessionBus({ busAddress: address });
  let left = false;
  // A test that ends the daemon resets its connections; one whose daemon is not there waits in vain for the name below.
  bus.on('error', () => undefined);
  bus.addMethodHandler((call) => {
    const given = left ? null : answer(call);
    if (given === null) return true;
    if ('error' in given) bus.send(Message.newError(call, given.error, `no ${call.member} here`));
    else bus.send(Message.newMethodReturn(call, given.signature, given.body));
    return true;
  });
  const leave = () => {
    if (!left) bus.disconnect();
    left = true;
  };
  onTestFinished(leave);
  let mine = false;
  void bus.requestName(name, 0).then(() => {
    mine = true;
  });
  await until(`${name} is ours`, () => mine, 15_000);
  const signal: Peer['signal'] = (path, interfaceName, member, signature = '', body = []) =>
    bus.send(Message.newSignal(path, interfaceName, member, signature, body));
  return { bus, signal, leave };
}
