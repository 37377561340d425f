/**
 * The exhibit's one ZeroMQ socket: a ROUTER that every service's DEALER connects to.
 *
 * A DEALER of our own is connected to it as well, for `drain`: libzmq's I/O thread takes connections in the order in which
 * they became readable, so when a message sent through that DEALER has come back, everything that lay in the kernel before
 * it is in the ROUTER's queues; what is readable then is taken before `drain` resolves.
 */
import { randomUUID } from 'node:crypto';
import { Context, Dealer, Router } from 'zeromq';
import type { HeartbeatSettings, Instance, ToService } from '../supervisor/ports.ts';
import type { Drops } from './drops.ts';
import { Pace, REST_MS } from './pace.ts';
import { Peer } from './peer.ts';
import { MAX_FRAME_BYTES, parseMessage } from './protocol.ts';
import type { Signs } from './signs.ts';

/** Messages kept for each connection while the loop is late: 25 s of beats at 10 Hz. More than that waits in the client. */
const RECEIVE_QUEUE = 256;
/** Messages kept for each service that does not read; what comes on top is dropped. */
const SEND_QUEUE = 64;
/** A frame above the limit is dropped and counted; above this size libzmq closes the connection before it costs memory. */
const ABSURD_FRAME_BYTES = 2 * MAX_FRAME_BYTES;
/** Most messages that one `drain` takes. */
const DRAIN_MAX_MESSAGES = 10_000;

interface Waiter {
  readonly resolve: () => void;
  readonly number: number;
  readonly deadline: number;
  messagesLeft: number;
}

export class ZmqDoor {
  readonly endpoint: string;
  readonly #drops: Drops;
  readonly #peers = new Map<string, Peer>();
  readonly #router: Router;
  readonly #echo: Dealer;
  readonly #echoIdentity: Buffer;
  readonly #pumping: Promise<void>;
  readonly #pace = new Pace();
  /** Ends the rest between two times of taking what came. */
  #wake = (): void => undefined;
  #waiters: Waiter[] = [];
  #drains = 0;
  /** The newest `drain` whose message has come back. */
  #echoed = 0;

  /** Throws when the path cannot be bound. */
  constructor(path: string, drops: Drops) {
    this.#drops = drops;
    this.endpoint = `ipc://${path}`;
    // Never waits at the end of the process for messages that nobody takes.
    const context = new Context({ blocky: false });
    const common = { context, linger: 0, sendTimeout: 0, sendHighWaterMark: SEND_QUEUE, receiveHighWaterMark: RECEIVE_QUEUE };
    this.#router = new Router({ ...common, maxMessageSize: ABSURD_FRAME_BYTES });
    this.#router.bindSync(this.endpoint);
    const routingId = randomUUID();
    this.#echoIdentity = Buffer.from(routingId);
    this.#echo = new Dealer({ ...common, routingId });
    this.#echo.connect(this.endpoint);
    this.#pumping = this.#pump();
  }

  add(signs: Signs, settings: HeartbeatSettings): void {
    this.#peers.set(signs.instance.id, new Peer(signs, settings, 'zmq', (identity, message) => this.#send(identity, message)));
  }

  remove(instance: Instance): void {
    this.#peers.delete(instance.id);
  }

  /** Lost when the service has not spoken yet: there is no connection to answer on. */
  tell(instance: Instance, message: ToService): void {
    this.#peers.get(instance.id)?.tell(message);
  }

  async drain(deadline: number): Promise<void> {
    if (this.#router.closed) return;
    this.#drains += 1;
    const number = this.#drains;
    const drained = new Promise<void>((resolve) => {
      this.#waiters.push({ resolve, number, deadline, messagesLeft: DRAIN_MAX_MESSAGES });
    });
    this.#wake();
    await this.#echo.send(String(number));
    await drained;
  }

  async close(): Promise<void> {
    this.#router.close();
    this.#echo.close();
    this.#wake();
    await this.#pumping;
    for (const waiter of this.#waiters) waiter.resolve();
  }

  /** The binding itself lets the loop's other work in after 512 messages without a pause. */
  async #pump(): Promise<void> {
    while (!this.#router.closed) {
      let frames: Buffer[];
      try {
        frames = await this.#router.receive();
      } catch (error) {
        // What `receive` answers when the socket is closed under it.
        if (this.#router.closed) return;
        throw error;
      }
      this.#take(frames);
      if (this.#waiters.length > 0) this.#settle();
      else if (this.#pace.hear(performance.now()) && !this.#router.readable) await this.#rest();
    }
  }

  /** Nothing waits longer for it than for its own end: `drain` ends it. */
  async #rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      const over = setTimeout(resolve, REST_MS);
      this.#wake = () => {
        clearTimeout(over);
        resolve();
      };
    });
  }

  #take([identity, ...frames]: readonly Buffer[]): void {
    const [frame] = frames;
    if (identity === undefined || frame === undefined) return;
    if (identity.equals(this.#echoIdentity)) {
      this.#echoed = Number(frame.toString());
    } else if (frame.length > MAX_FRAME_BYTES) {
      this.#drop('too-large', identity, `a message of ${frame.length} bytes; at most ${MAX_FRAME_BYTES}`);
    } else if (frames.length > 1) {
      this.#drop('unreadable', identity, `a message of ${frames.length} frames; it has to be one (connect a DEALER)`);
    } else {
      this.#read(identity, frame);
    }
  }

  #read(identity: Buffer, frame: Buffer): void {
    const parsed = parseMessage(frame);
    if (parsed.kind === 'unknown') return;
    if (parsed.kind === 'unreadable') return this.#drop('unreadable', identity, `a message that is not understood (${parsed.why})`);
    const { service, instance } = parsed.message;
    const peer = this.#peers.get(instance);
    if (peer === undefined || peer.signs.instance.service !== service) return this.#drops.count('stale');
    peer.take(parsed.message, identity);
  }

  /** Counts, and tells it in the log of the service whose connection it is, if that has said who it is. */
  #drop(reason: 'too-large' | 'unreadable', identity: Buffer, why: string): void {
    for (const peer of this.#peers.values()) {
      if (peer.speaksOn(identity)) return peer.signs.drop(reason, why);
    }
    this.#drops.count(reason);
  }

  #settle(): void {
    const empty = !this.#router.readable;
    const now = performance.now();
    this.#waiters = this.#waiters.filter((waiter) => {
      waiter.messagesLeft -= 1;
      const drained = empty && this.#echoed >= waiter.number;
      if (!drained && waiter.messagesLeft > 0 && now < waiter.deadline) return true;
      waiter.resolve();
      return false;
    });
  }

  /** A ROUTER never waits: a message for a connection that is gone, or whose queue is full, is dropped by libzmq. */
  #send(identity: Buffer, message: object): void {
    if (!this.#router.closed) void this.#router.send([identity, JSON.stringify(message)]);
  }
}
