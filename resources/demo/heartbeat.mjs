/**
 * A heartbeat to Invigil in plain Node: ZeroMQ's wire protocol (ZMTP 3.0, no security, a DEALER on a Unix socket) is short
 * enough to be written out. A program with a ZeroMQ library at hand needs ten lines instead.
 *
 * Outside Invigil, and after the supervisor has gone, everything here does nothing and says nothing.
 */
import { connect as connectSocket } from 'node:net';

/** What both sides say first: signature, version 3.0, mechanism, padding. 64 bytes. */
const GREETING = Buffer.alloc(64);
GREETING.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
GREETING.write('NULL', 12, 'latin1');

const COMMAND = 0x04;
const LONG = 0x02;

/** One ZMTP frame: flags, length in one byte or in eight, body. */
function frame(body, flags = 0) {
  if (body.length < 256) return Buffer.concat([Buffer.from([flags, body.length]), body]);
  const head = Buffer.alloc(9);
  head[0] = flags | LONG;
  head.writeBigUInt64BE(BigInt(body.length), 1);
  return Buffer.concat([head, body]);
}

/** A name as ZMTP writes it, one byte of length before it. */
const short = (text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);

/** Tells the peer that this end is a DEALER. */
function readyCommand() {
  const type = Buffer.from('DEALER', 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(type.length);
  return frame(Buffer.concat([short('READY'), short('Socket-Type'), size, type]), COMMAND);
}

/** Takes whole frames from the front of `bytes`; returns them and what is left. */
function takeFrames(bytes) {
  const frames = [];
  for (;;) {
    if (bytes.length < 2) break;
    const long = (bytes[0] & LONG) !== 0;
    if (long && bytes.length < 9) break;
    const start = long ? 9 : 2;
    const end = start + (long ? Number(bytes.readBigUInt64BE(1)) : bytes[1]);
    if (bytes.length < end) break;
    frames.push({ isCommand: (bytes[0] & COMMAND) !== 0, body: bytes.subarray(start, end) });
    bytes = bytes.subarray(end);
  }
  return { frames, rest: bytes };
}

/**
 * Says hello to Invigil. `beat(progress)` may be called in every turn of the program's loop: it is sent at most once in the
 * interval that Invigil asks for. `progress` is a count that moves only when real work was done.
 */
export function joinInvigil(environment = process.env) {
  const { INVIGIL_ENDPOINT: endpoint, INVIGIL_SERVICE: service, INVIGIL_INSTANCE: instance } = environment;
  if (!endpoint?.startsWith('ipc://')) return { beat: () => undefined, close: () => undefined };

  const path = endpoint.slice('ipc://'.length).replace(/^@/, '\0');
  let intervalMs = 1000;
  let lastMs = Number.NEGATIVE_INFINITY;
  let seq = 0;
  let received = Buffer.alloc(0);
  let greeted = false;

  // The peer takes no message before it has said READY itself; what is said earlier waits here.
  let waiting = [];
  let isReady = false;

  const socket = connectSocket(path);
  // Without a supervisor there is nobody to tell, and nothing to do here: it owns this process and ends it.
  socket.on('error', () => socket.destroy());
  socket.write(Buffer.concat([GREETING, readyCommand()]));
  const send = (message) => {
    if (socket.destroyed) return;
    const bytes = frame(Buffer.from(JSON.stringify({ ...message, service, instance })));
    if (!isReady) waiting.push(bytes);
    else socket.write(bytes);
  };
  send({ type: 'hello', v: 1, client: 'invigil-demo' });

  function becomeReady() {
    isReady = true;
    for (const bytes of waiting) socket.write(bytes);
    waiting = [];
  }

  function hear(body) {
    const message = JSON.parse(body.toString('utf8'));
    if (message.type === 'welcome' && message.interval_ms > 0) intervalMs = message.interval_ms;
  }

  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    if (!greeted) {
      if (received.length < GREETING.length) return;
      greeted = true;
      received = received.subarray(GREETING.length);
    }
    const { frames, rest } = takeFrames(received);
    received = rest;
    for (const { isCommand, body } of frames) {
      if (!isCommand) hear(body);
      else if (!isReady) becomeReady();
    }
  });

  return {
    beat(progress) {
      const now = performance.now();
      if (now - lastMs < intervalMs) return;
      lastMs = now;
      seq += 1;
      send({ type: 'beat', seq, progress });
    },
    close() {
      send({ type: 'bye' });
      socket.end();
    },
  };
}
