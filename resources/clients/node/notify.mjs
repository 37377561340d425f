/**
 * The line to Invigil over systemd's notify socket. What systemd has a word for is said in its words; the rest is one JSON object
 * a datagram, the message that goes over ZeroMQ otherwise.
 *
 * Node has no Unix datagrams: the package node-unix-socket brings them. Each datagram goes through a socket of its own, because
 * an open one would keep the process from ending (0.03 ms each). When the supervisor's socket is full the datagram is dropped.
 */
import { createRequire } from 'node:module';
import { MESSAGE_BYTES } from './zmtp.mjs';

/** Longest time between two beats; a short timeout has four in it. */
const INTERVAL_MS = 1000;

/**
 * @param {import('./zmtp.mjs').About & { path: string, timeoutMs: number }} options
 * @returns {import('./zmtp.mjs').Line | null}
 */
export function connectNotify({ path, timeoutMs, service, instance, complain }) {
  const addon = load();
  if (addon === null) {
    complain('a heartbeat of the kind "notify" needs a package: npm install node-unix-socket (the kind "zmq" needs none)');
    return null;
  }
  const { DgramSocket } = addon;
  let isReady = false;

  /** @param {string} words */
  function tell(words) {
    const bytes = Buffer.from(words);
    if (bytes.length > MESSAGE_BYTES) return complain(`dropped a message of ${bytes.length} bytes; at most ${MESSAGE_BYTES}`);
    const socket = new DgramSocket();
    socket.on('error', (/** @type {Error} */ failure) => complain(`notify socket: ${failure.message}`));
    // A supervisor that has gone is no concern of this program.
    socket.sendTo(bytes, 0, bytes.length, path, () => undefined);
    socket.close();
  }

  return {
    intervalMs: Math.min(INTERVAL_MS, timeoutMs / 4 || INTERVAL_MS),
    send(message) {
      const words = wordsFor({ ...message, service, instance });
      // Of a service of this kind only READY=1 says that it is ready: the first beat says it, as it does over ZeroMQ.
      const saysReady = message.type === 'beat' || (message.type === 'hello' && message.ready === true);
      if (saysReady && !isReady) {
        isReady = true;
        tell('READY=1');
      }
      if (words !== '') tell(words);
    },
  };
}

/** @param {{ readonly type: string } & Record<string, unknown>} message */
function wordsFor(message) {
  switch (message.type) {
    case 'hello':
      return '';
    case 'busy': {
      const patience = `EXTEND_TIMEOUT_USEC=${Math.round(Number(message.for_ms) * 1000)}`;
      return message.why === undefined ? patience : `${patience}\nSTATUS=${String(message.why).replaceAll('\n', ' ')}`;
    }
    case 'beat':
      if (message.progress === undefined && message.status === undefined && message.message === undefined) return 'WATCHDOG=1';
      return JSON.stringify(message);
    default:
      return JSON.stringify(message);
  }
}

/** Null: it is not installed. @returns {typeof import('node-unix-socket') | null} */
function load() {
  try {
    return createRequire(import.meta.url)('node-unix-socket');
  } catch {
    return null;
  }
}
