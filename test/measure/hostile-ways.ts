/** The ways into a supervisor, and how each is fed with what nobody should send. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type NetConnectOpts } from 'node:net';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DgramSocket } from 'node-unix-socket';
import { Context, Dealer } from 'zeromq';
import { HOSTILE_FILES } from '../heartbeat/hostile-files.ts';
import type { Random } from '../simulation/random.ts';
import { bytes, datagram, fileText, httpRequest, message } from './hostile-input.ts';

/** A connection that is neither answered nor closed is given up after so many milliseconds: it was a slow one. */
const SLOW_MS = 50;

export interface Way {
  readonly name: string;
  /** Of all that is tried, in percent. */
  readonly share: number;
  /** Tries one, to its end. */
  readonly attempt: (random: Random) => Promise<void>;
  readonly close?: () => void;
}

/** The environment of a service, as it stands in /proc. */
export type Environment = Readonly<Record<string, string>>;

export interface Targets {
  readonly runtime: string;
  /** Kinds zmq (with an address for pages) and notify. */
  readonly page: Environment;
  readonly notify: Environment;
  readonly control: string;
}

export function waysInto({ runtime, page, notify, control }: Targets): readonly Way[] {
  const http = new URL(page['INVIGIL_HTTP'] ?? '');
  const endpoint = page['INVIGIL_ENDPOINT'] ?? '';
  const replaced = (folder: string, name: string, spare: string) => {
    const path = join(runtime, folder, name);
    return (random: Random) => replace(random, path, join(runtime, folder, spare));
  };
  return [
    zmqWay(endpoint, page),
    {
      name: 'raw bytes to the ZeroMQ socket',
      share: 2,
      attempt: (random) => converse({ path: endpoint.slice('ipc://'.length) }, bytes(random, 500)),
    },
    notifyWay(notify['NOTIFY_SOCKET'] ?? '', notify),
    { name: 'health files', share: 8, attempt: replaced('health/in', 'page.json', 'spare') },
    { name: 'heartbeat files', share: 4, attempt: replaced('beat', 'file', 'spare') },
    {
      name: 'HTTP door',
      share: 8,
      attempt: (random) => converse({ host: http.hostname, port: Number(http.port) }, httpRequest(random, http.pathname)),
    },
    {
      name: 'control socket',
      share: 12,
      attempt: (random) => converse({ path: control }, httpRequest(random, '/api/v1/commands/restart')),
    },
  ];
}

function speaker({ INVIGIL_SERVICE: service, INVIGIL_INSTANCE: instance }: Environment): object {
  return { service, instance };
}

function zmqWay(endpoint: string, environment: Environment): Way {
  const dealer = new Dealer({ context: new Context({ blocky: false }), linger: 0 });
  dealer.connect(endpoint);
  const from = speaker(environment);
  return {
    name: 'zmq',
    share: 40,
    attempt: (random) => dealer.send(random.chance(0.1) ? [message(random, from), message(random, from)] : message(random, from)),
    close: () => dealer.close(),
  };
}

function notifyWay(path: string, environment: Environment): Way {
  const socket = new DgramSocket();
  const from = speaker(environment);
  return {
    name: 'notify datagrams, binary and JSON',
    share: 26,
    attempt: (random) =>
      new Promise((resolve) => {
        const text = datagram(random, from);
        // One that is too large for a datagram has been tried as well.
        socket.sendTo(text, 0, text.length, path, () => resolve());
      }),
    close: () => socket.close(),
  };
}

/** Puts something else in the place of a file, for a moment. */
async function replace(random: Random, path: string, spare: string): Promise<void> {
  const put = random.chance(0.2) ? random.pick(Object.values(HOSTILE_FILES))?.put : undefined;
  if (put !== undefined) {
    put(spare);
    clear(path);
    moveUnlessTaken(spare, path);
  } else if (random.chance(0.5)) {
    writeFileSync(spare, fileText(random));
    renameSync(spare, path);
  } else {
    writeFileSync(path, fileText(random));
  }
  for (let turn = random.whole(0, 5); turn > 0; turn--) await nextTurn();
  clear(path);
}

/** The service may move its file into a folder that is just being removed. */
function clear(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 10 });
}

/** The service may have written its file anew in between, over which no folder can be moved. */
function moveUnlessTaken(spare: string, path: string): void {
  try {
    renameSync(spare, path);
  } catch (error) {
    clear(spare);
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** Sends it on a connection of its own, and waits for what follows, not for long. */
async function converse(to: NetConnectOpts, text: Buffer): Promise<void> {
  const socket = connect(to);
  // A connection that is cut is an answer.
  socket.on('error', () => socket.destroy());
  socket.setTimeout(SLOW_MS, () => socket.destroy());
  socket.on('data', () => socket.end());
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(text);
  await closed;
}
