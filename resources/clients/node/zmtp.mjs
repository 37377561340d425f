/**
 * The line to Invigil over ZeroMQ's wire protocol: ZMTP 3.0, no security, a DEALER on a Unix socket. That is short enough to be
 * written out, so that a program needs no package for it. (A peer sends the PINGs of ZMTP 3.1 to a 3.0 one never.)
 *
 * A supervisor that has gone is not looked for: it owns this process, and its successor starts another one.
 */
import { connect } from 'node:net';

/**
 * @typedef {object} Line
 * @property {number} intervalMs Between two beats, as Invigil wants them.
 * @property {(message: { readonly type: string } & Record<string, unknown>) => void} send
 *
 * @typedef {object} About
 * @property {string} service
 * @property {string} instance
 * @property {(words: string) => void} complain
 */

/** Invigil takes no message above this. */
export const MESSAGE_BYTES = 65_536;
/** What waits for a supervisor that does not read; the rest is dropped. */
const WAITING_BYTES = 4 * MESSAGE_BYTES;
/** Between two beats until `welcome` has told the interval. */
const FIRST_INTERVAL_MS = 100;

/** What both sides say first: signature, version 3.0, mechanism, padding. 64 bytes. */
const GREETING = Buffer.alloc(64);
GREETING.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
GREETING.write('NULL', 12, 'latin1');

const COMMAND = 0x04;
const LONG = 0x02;

/**
 * @param {About & { endpoint: string }} options
 * @returns {Line | null}
 */
export function connectZmtp({ endpoint, service, instance, complain }) {
  if (!endpoint.startsWith('ipc://')) {
    complain(`INVIGIL_ENDPOINT is "${endpoint}"; this client knows ipc:// only`);
    return null;
  }
  const socket = connect(endpoint.slice('ipc://'.length).replace(/^@/, '\0'));
  socket.unref();
  /** @type {Buffer} */
  let received = Buffer.alloc(0);
  let greeted = false;
  /** What was said before the peer is ready to take messages; null: it is. @type {Buffer[] | null} */
  let waiting = [];
  let waitingBytes = 0;

  /** @type {Line} */
  const line = {
    intervalMs: FIRST_INTERVAL_MS,
    send(message) {
      const body = Buffer.from(JSON.stringify({ ...message, service, instance }));
      if (body.length > MESSAGE_BYTES) return complain(`dropped a message of ${body.length} bytes; at most ${MESSAGE_BYTES}`);
      if (socket.destroyed || waitingBytes + socket.writableLength > WAITING_BYTES) return;
      const bytes = frame(body);
      if (waiting === null) socket.write(bytes);
      else {
        waiting.push(bytes);
        waitingBytes += bytes.length;
      }
    },
  };

  /** @param {Buffer} body */
  function hear(body) {
    const { type, interval_ms, reason } = JSON.parse(body.toString('utf8'));
    if (type === 'welcome' && interval_ms > 0) line.intervalMs = interval_ms;
    if (type === 'reject') complain(`the supervisor refuses this client: ${reason}`);
  }

  // Without a supervisor there is nobody to tell.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    if (!greeted) {
      if (received.length < GREETING.length) return;
      greeted = true;
      received = received.subarray(GREETING.length);
    }
    const { frames, rest } = takeFrames(received);
    received = rest;
    try {
      for (const { isCommand, body } of frames) {
        if (!isCommand) hear(body);
        else if (waiting !== null) {
          for (const bytes of waiting) socket.write(bytes);
          waiting = null;
          waitingBytes = 0;
        }
      }
    } catch (failure) {
      complain(`a message of the supervisor that is not understood: ${failure}`);
    }
  });
  socket.write(Buffer.concat([GREETING, readyCommand()]));
  return line;
}

/** One ZMTP frame: flags, length in one byte or in eight, body. @param {Buffer} body */
function frame(body, flags = 0) {
  if (body.length < 256) return Buffer.concat([Buffer.from([flags, body.length]), body]);
  const head = Buffer.alloc(9);
  head[0] = flags | LONG;
  head.writeBigUInt64BE(BigInt(body.length), 1);
  return Buffer.concat([head, body]);
}

/** Tells the peer that this end is a DEALER. Names stand after one byte of length, values after four. */
function readyCommand() {
  const type = Buffer.from('DEALER', 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(type.length);
  return frame(Buffer.concat([short('READY'), short('Socket-Type'), size, type]), COMMAND);
}

/** @param {string} name */
function short(name) {
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1')]);
}

/** Takes whole frames from the front of `bytes`; returns them and what is left. @param {Buffer} bytes */
function takeFrames(bytes) {
  const frames = [];
  let rest = bytes;
  while (rest.length >= 2) {
    const [flags = 0, size = 0] = rest;
    const isLong = (flags & LONG) !== 0;
    if (isLong && rest.length < 9) break;
    const start = isLong ? 9 : 2;
    const end = start + (isLong ? Number(rest.readBigUInt64BE(1)) : size);
    if (rest.length < end) break;
    frames.push({ isCommand: (flags & COMMAND) !== 0, body: rest.subarray(start, end) });
    rest = rest.subarray(end);
  }
  return { frames, rest };
}
