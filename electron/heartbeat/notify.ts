/**
 * The heartbeat that systemd's services speak: datagrams to the socket named by NOTIFY_SOCKET. WATCHDOG_PID is not set, so
 * that any process of the service may send. A WATCHDOG=1 before READY=1 is no sign of anything: readiness is READY=1.
 */
import { rmSync } from 'node:fs';
import { DgramSocket } from 'node-unix-socket';
import type { HeartbeatSettings } from '../supervisor/ports.ts';
import type { Listener } from './listener.ts';
import { type NotifyWord, readNotify } from './notify-message.ts';
import { Peer } from './peer.ts';
import { MAX_FRAME_BYTES, parseMessage } from './protocol.ts';
import type { Signs } from './signs.ts';
import { wholeTurn } from './whole-turn.ts';

/** Longest part of a line that is not understood which is told. */
const QUOTED_CHARACTERS = 60;
const BRACE = 0x7b;

export function listenToNotify(signs: Signs, settings: HeartbeatSettings, path: string): Listener {
  const peer = new Peer(signs, settings, 'notify');
  let received = 0;
  const socket = new DgramSocket();
  socket.bind(path);
  socket.on('data', (datagram: Buffer) => {
    received += 1;
    if (datagram.length > MAX_FRAME_BYTES) signs.drop('too-large', `a datagram of ${datagram.length} bytes; at most ${MAX_FRAME_BYTES}`);
    else if (datagram[0] === BRACE) takeMessage(peer, datagram);
    else for (const word of readNotify(datagram.toString('utf8'))) take(signs, word);
  });
  socket.on('error', (error: Error) => signs.note(`its notify socket failed: ${error.message}`));
  return {
    environment: { NOTIFY_SOCKET: path, WATCHDOG_USEC: String(Math.round(settings.timeoutMs * 1000)) },
    async drain(deadline) {
      for (let before = -1; before !== received && performance.now() < deadline; ) {
        before = received;
        await wholeTurn();
      }
    },
    close() {
      socket.close();
      rmSync(path, { force: true });
    },
  };
}

function takeMessage(peer: Peer, datagram: Buffer): void {
  const { signs } = peer;
  const { service, id } = signs.instance;
  const parsed = parseMessage(datagram, { service, instance: id });
  if (parsed.kind === 'unknown') return;
  if (parsed.kind === 'unreadable')
    return signs.drop('unreadable', `a message to its notify socket that is not understood (${parsed.why})`);
  const { message } = parsed;
  if (message.service !== service || message.instance !== id)
    return signs.drop('stale', 'a message of another instance to its notify socket');
  peer.take(message, null);
}

function take(signs: Signs, word: NotifyWord): void {
  switch (word.kind) {
    case 'ready':
      return signs.ready();
    case 'alive':
      if (signs.isReady) signs.beat();
      return;
    case 'fatal':
      return signs.fatal('WATCHDOG=trigger');
    case 'extend':
      return signs.busy(word.ms);
    case 'status':
      return signs.report({ type: 'message', text: word.text });
    case 'timeout':
      return signs.report({ type: 'timeout', timeoutMs: word.ms });
    case 'stopping':
    case 'reloading':
      return signs.report({ type: word.kind });
    case 'main-pid':
      return signs.note('MAINPID= is refused: the main process is the one that was started');
    case 'malformed':
      return signs.drop('unreadable', `a line to its notify socket that is not understood: ${word.line.slice(0, QUOTED_CHARACTERS)}`);
  }
}
