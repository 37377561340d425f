/**
 * One connection that speaks ZeroMQ's protocol: a DEALER's to a ROUTER, or a ROUTER's to one of its DEALERs. What a supervisor needs of
 * ZeroMQ is short enough to be written out, and it is then heard by the loop itself: the library's thread, its queues and the two turns of
 * a processor that each message took cost as much as all that is done with a beat (docs/decisions/0012-zmtp.md).
 *
 * Invariants:
 * - Messages are handed over in order and whole; of one in several parts, which nobody here sends, the first part and how many there were.
 * - TURN_MESSAGES at a time: who floods is heard in turn with everything else, and has to wait in the kernel.
 * - Memory is bounded: a frame of `mostBytes`, and UNSENT_MOST_BYTES and a message on the way out.
 * - Bytes that come are lent, and copied where they are kept.
 * - What does not speak the protocol, or is not ready after HANDSHAKE_MS, is hung up on; `onEnd` tells why.
 */
import type { Socket } from 'node:net';
import { commandFrame, type Frame, FrameReader, GREETING, messageFrame, readyFrame, socketTypeOf } from './wire.ts';

/** Most messages of one connection that are handed over before everything else has had its turn. */
const TURN_MESSAGES = 256;
/** What waits for an end that does not read. */
const UNSENT_MOST_BYTES = 64 * 1024;
/** From the connection to READY; libzmq waits as long. */
const HANDSHAKE_MS = 30_000;
/** PING: two bytes of how long the peer waits, then up to 16 which PONG brings back. */
const PING = { ttlBytes: 2, contextBytes: 16 };

/** What may be at the other end of each. REQ and ROUTER can be connected to a ROUTER, but not to be understood here. */
const PEERS = { ROUTER: 'DEALER', DEALER: 'ROUTER' } as const;

export interface ConnectionHandlers {
  /** Both sides have said who they are: messages may be sent. */
  onReady?(): void;
  /** `parts`: how many frames the message had; `body` is the first one, lent until this returns. */
  onMessage(body: Buffer, parts: number): void;
  /** Once. `why`: what the other side did that is no ZeroMQ; null: it hung up, or nobody was there. */
  onEnd(why: string | null): void;
}

export class Connection {
  readonly #socket: Socket;
  readonly #role: keyof typeof PEERS;
  readonly #handlers: ConnectionHandlers;
  readonly #reader: FrameReader;
  readonly #tooLate: NodeJS.Timeout;
  #ready = false;
  #behind = false;
  #parts = 0;
  #first: Buffer | null = null;
  #why: string | null = null;
  #ended = false;

  /** `role`: which of ZeroMQ's sockets this end is. `mostBytes`: of a frame. */
  constructor(socket: Socket, role: keyof typeof PEERS, mostBytes: number, handlers: ConnectionHandlers) {
    this.#socket = socket;
    this.#role = role;
    this.#handlers = handlers;
    this.#reader = new FrameReader(mostBytes);
    // 'close' follows, and says the rest.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(this.#tooLate);
      handlers.onEnd(this.#why);
    });
    this.#tooLate = setTimeout(() => this.#hangUp(`not ready after ${HANDSHAKE_MS / 1000} s`), HANDSHAKE_MS).unref();
    socket.write(Buffer.concat([GREETING, readyFrame(role)]));
  }

  /** More has come than could be handed over so far. */
  get isBehind(): boolean {
    return this.#behind;
  }

  /** What the socket has read, lent until this returns. */
  take(bytes: Buffer): void {
    this.#reader.push(bytes);
    this.#take();
    this.#reader.keep();
  }

  /** Whether it was taken: not before `onReady`, not after the end, and not while too much waits for an end that does not read. */
  send(text: string): boolean {
    const isTaken = this.#ready && this.#socket.writable && this.#socket.writableLength <= UNSENT_MOST_BYTES;
    if (isTaken) this.#socket.write(messageFrame(Buffer.from(text)));
    return isTaken;
  }

  /** Nothing is handed over afterwards. */
  end(): void {
    this.#ended = true;
    this.#socket.destroy();
  }

  #take(): void {
    for (let left = TURN_MESSAGES; left > 0; left--) {
      const frame = this.#reader.next();
      if (frame === null) return;
      this.#hear(frame);
      if (this.#ended) return;
    }
    this.#behind = true;
    this.#socket.pause();
    setImmediate(() => {
      this.#behind = false;
      if (this.#ended) return;
      // What was said is heard, though whoever said it is gone meanwhile.
      this.#take();
      if (!this.#behind) this.#socket.resume();
    });
  }

  #hear(frame: Frame): void {
    if (frame.kind === 'broken') return this.#hangUp(frame.why);
    if (frame.kind === 'command') return this.#obey(frame.name, frame.data);
    if (!this.#ready) return this.#hangUp('a message before READY');
    this.#parts += 1;
    this.#first ??= frame.more ? Buffer.from(frame.body) : frame.body;
    if (frame.more) return;
    const [body, parts] = [this.#first, this.#parts];
    this.#first = null;
    this.#parts = 0;
    this.#handlers.onMessage(body, parts);
  }

  #obey(name: string, data: Buffer): void {
    if (name === 'READY' && !this.#ready) {
      const type = socketTypeOf(data);
      if (type !== PEERS[this.#role]) return this.#hangUp(`a ${type ?? 'socket of no type'}; a ${PEERS[this.#role]} has to connect`);
      this.#ready = true;
      clearTimeout(this.#tooLate);
      this.#handlers.onReady?.();
    } else if (name === 'PING') {
      this.#socket.write(commandFrame('PONG', data.subarray(PING.ttlBytes, PING.ttlBytes + PING.contextBytes)));
    } else if (name === 'ERROR') {
      this.#hangUp(`it refuses: ${data.toString('latin1', 1)}`);
    }
  }

  #hangUp(why: string): void {
    this.#why = why;
    this.end();
  }
}
