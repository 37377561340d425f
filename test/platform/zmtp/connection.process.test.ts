import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Context, Dealer, Request, Router } from 'zeromq';
import { lendReads } from '../../../electron/platform/lent-reads.ts';
import { Connection } from '../../../electron/platform/zmtp/connection.ts';
import { commandFrame, FrameReader, GREETING, messageFrame, readyFrame } from '../../../electron/platform/zmtp/wire.ts';

const MOST = 100_000;
const MORE = 1;

interface Heard {
  readonly messages: string[];
  readonly parts: number[];
  readonly ends: (string | null)[];
  readonly connections: Connection[];
  readonly sockets: Socket[];
}

/** A ROUTER of ours, and what came to it. */
async function ours(): Promise<Heard & { readonly path: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-zmtp-'));
  const path = join(folder, 'router.sock');
  const heard: Heard = { messages: [], parts: [], ends: [], connections: [], sockets: [] };
  const server = createServer({ pauseOnConnect: true }, (accepted) => {
    const socket = lendReads(accepted, (bytes) => connection.take(bytes));
    const connection: Connection = new Connection(socket, 'ROUTER', MOST, {
      onMessage(body, parts) {
        heard.messages.push(String(body));
        heard.parts.push(parts);
      },
      onEnd: (why) => heard.ends.push(why),
    });
    heard.connections.push(connection);
    heard.sockets.push(socket);
  });
  server.listen(path);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const connection of heard.connections) connection.end();
    server.close();
    rmSync(folder, { recursive: true });
  });
  return { ...heard, path };
}

/** Somebody who says these bytes at once. */
function says(path: string, ...bytes: readonly Buffer[]): Socket {
  const socket = connect(path);
  onTestFinished(() => void socket.destroy());
  // Whoever is hung up on may learn it so.
  socket.on('error', () => undefined);
  socket.write(Buffer.concat(bytes));
  return socket;
}

/** A peer that hangs up when a ping of its was not answered for so long. */
const PINGING = { heartbeatInterval: 10, heartbeatTimeout: 50 };
/** Of more than 9 bytes each; in the time that so many take, one that was not answered would have ended the connection. */
const PINGS_BYTES = 180;

/** Waits for pings of the library. */
async function pinged(socket: Socket | undefined): Promise<void> {
  const before = socket?.bytesRead ?? 0;
  await until(() => expect(socket?.bytesRead).toBeGreaterThan(before + PINGS_BYTES));
}

/** However it is hung up on. */
const gone = (socket: Socket) => new Promise((resolve) => socket.resume().once('close', resolve));
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 5_000, interval: 5 });
const text = (words: string) => messageFrame(Buffer.from(words));
const quiet = { linger: 0, context: new Context({ blocky: false }) };

describe('a ROUTER of ours', () => {
  it('and a DEALER of the library understand each other, both ways, short and long, with heartbeats of the library', async () => {
    const { path, messages, connections, sockets, ends } = await ours();
    const dealer = new Dealer({ ...quiet, ...PINGING });
    onTestFinished(() => dealer.close());
    dealer.connect(`ipc://${path}`);
    const long = 'x'.repeat(70_000);
    await dealer.send('short');
    await dealer.send(long);
    await until(() => expect(messages).toEqual(['short', long]));
    const [connection] = connections;
    for (const answer of ['yes', long.slice(0, 300), 'ü']) {
      expect(connection?.send(answer)).toBe(true);
      expect(String((await dealer.receive())[0])).toBe(answer);
    }
    await pinged(sockets[0]);
    expect([connections.length, ends]).toEqual([1, []]);
  });

  it('tells of how many parts a message was, and gives the first', async () => {
    const { path, messages, parts } = await ours();
    const dealer = new Dealer(quiet);
    onTestFinished(() => dealer.close());
    dealer.connect(`ipc://${path}`);
    await dealer.send(['one', 'two', 'three']);
    await dealer.send('alone');
    await until(() => expect(messages).toEqual(['one', 'alone']));
    expect(parts).toEqual([3, 1]);
  });

  it('does not mix what several say in pieces, though it reads them all into the same bytes', async () => {
    const { path, messages, sockets } = await ours();
    const [first, second] = [says(path, GREETING, readyFrame('DEALER')), says(path, GREETING, readyFrame('DEALER'))];
    const part = text('a part');
    part[0] = MORE;
    const pieces = [part, text('of the first').subarray(0, 7), text('of the first').subarray(7)];
    const read = () => sockets.reduce((sum, socket) => sum + socket.bytesRead, 0);
    const greetings = 2 * (GREETING.length + readyFrame('DEALER').length);
    await until(() => expect(read()).toBe(greetings));
    for (const piece of pieces) {
      for (const [from, bytes] of [[first, piece] as const, [second, text(`${piece.length} of the second`)] as const]) {
        const before = read();
        from.write(bytes);
        await until(() => expect(read()).toBe(before + bytes.length));
      }
    }
    expect(messages.filter((one) => !one.includes('second'))).toEqual(['a part']);
    expect(messages.filter((one) => one.includes('second'))).toEqual(pieces.map(({ length }) => `${length} of the second`));
  });

  it('sends a REQ away', async () => {
    const { path, ends } = await ours();
    const socket = new Request(quiet);
    onTestFinished(() => socket.close());
    socket.connect(`ipc://${path}`);
    await until(() => expect(ends[0]).toBe('a REQ; a DEALER has to connect'));
  });

  it.each([
    ['HTTP', [Buffer.from('GET / HTTP/1.1\r\n\r\n')], 'no greeting of ZeroMQ 4 or later'],
    ['a message before READY', [GREETING, text('early')], 'a message before READY'],
    ['a READY of no type', [GREETING, commandFrame('READY', Buffer.alloc(0))], 'a socket of no type; a DEALER has to connect'],
    ['an ERROR', [GREETING, commandFrame('ERROR', Buffer.from('\x02no'))], 'it refuses: no'],
    [
      'a frame that is too large',
      [GREETING, readyFrame('DEALER'), messageFrame(Buffer.alloc(MOST + 1))],
      `a frame of ${MOST + 1} bytes; at most ${MOST}`,
    ],
  ])('hangs up on %s, once, and goes on with others', async (_name, bytes, why) => {
    const { path, ends, messages } = await ours();
    const socket = says(path, ...bytes);
    await gone(socket);
    expect(ends).toEqual([why]);
    says(path, GREETING, readyFrame('DEALER'), text('hello'));
    await until(() => expect(messages).toEqual(['hello']));
  });

  it('hears what was said by somebody who is gone, also where an answer to it fails', async () => {
    const { path, messages, ends } = await ours();
    const words = Array.from({ length: 1_000 }, (_, place) => `${place}`);
    says(path, GREETING, readyFrame('DEALER'), commandFrame('PING', Buffer.alloc(2)), ...words.map(text)).end();
    await until(() => expect(ends).toEqual([null]));
    await until(() => expect(messages).toEqual(words));
  });

  it('hears others while one floods', async () => {
    const { path, messages, connections } = await ours();
    const flood = says(path, GREETING, readyFrame('DEALER'));
    const many = Buffer.concat(Array.from({ length: 1_000 }, () => text('flood')));
    const again = () => {
      if (!flood.destroyed) flood.write(many, again);
    };
    again();
    await until(() => expect(connections.some((one) => one.isBehind)).toBe(true));
    says(path, GREETING, readyFrame('DEALER'), text('other'));
    await until(() => expect(messages).toContain('other'));
    expect(flood.destroyed).toBe(false);
  });

  it('does not keep more than a little for somebody who does not read', async () => {
    const { path, connections, messages } = await ours();
    says(path, GREETING, readyFrame('DEALER'), text('ready')).pause();
    await until(() => expect(messages).toEqual(['ready']));
    const [connection] = connections;
    const answer = 'x'.repeat(10_000);
    let taken = 0;
    while (connection?.send(answer) === true) taken += 1;
    // What fits into the kernel, and 64 KiB.
    expect(taken).toBeGreaterThan(5);
    expect(taken).toBeLessThan(100);
  });

  it('sends nothing before the other end is ready, and nothing after the end', async () => {
    const { path, connections, ends } = await ours();
    const socket = says(path, GREETING);
    await until(() => expect(connections).toHaveLength(1));
    expect(connections[0]?.send('early')).toBe(false);
    socket.destroy();
    await until(() => expect(ends).toEqual([null]));
    expect(connections[0]?.send('late')).toBe(false);
  });
});

it('whoever is not ready after half a minute is hung up on', async () => {
  const { path, ends, connections } = await ours();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const closed = gone(says(path, GREETING));
  while (connections.length === 0) await nextTurn();
  await vi.advanceTimersByTimeAsync(30_000);
  await closed;
  expect(ends).toEqual(['not ready after 30 s']);
});

it('a DEALER of ours and a ROUTER of the library understand each other, with heartbeats of the library', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-zmtp-'));
  const path = join(folder, 'router.sock');
  const router = new Router({ ...quiet, ...PINGING });
  await router.bind(`ipc://${path}`);
  const messages: string[] = [];
  const ready = Promise.withResolvers<void>();
  const socket = connect(path);
  const dealer = new Connection(socket, 'DEALER', MOST, {
    onReady: ready.resolve,
    onMessage: (body) => messages.push(String(body)),
    onEnd: (why) => messages.push(`ended: ${why}`),
  });
  socket.on('data', (bytes: Buffer) => dealer.take(bytes));
  onTestFinished(() => {
    dealer.end();
    router.close();
    rmSync(folder, { recursive: true });
  });
  await ready.promise;
  dealer.send('ask');
  const [identity = Buffer.alloc(0), frame] = await router.receive();
  expect(String(frame)).toBe('ask');
  await pinged(socket);
  await router.send([identity, 'answer']);
  await until(() => expect(messages).toEqual(['answer']));
});

it('PONG brings back what PING has sent along', async () => {
  const { path } = await ours();
  const socket = says(path, GREETING, readyFrame('DEALER'), commandFrame('PING', Buffer.from([0, 1, 9, 8, 7])));
  const reader = new FrameReader(MOST);
  const frames: unknown[] = [];
  socket.on('data', (chunk) => {
    reader.push(chunk);
    for (let frame = reader.next(); frame !== null; frame = reader.next()) frames.push(frame);
  });
  await until(() => expect(frames).toMatchObject([{ name: 'READY' }, { name: 'PONG', data: Buffer.from([9, 8, 7]) }]));
});
