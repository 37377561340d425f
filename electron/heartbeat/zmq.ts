/** The exhibit's one ZeroMQ socket: a ROUTER that every service's DEALER connects to. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { lendReads } from '../platform/lent-reads.ts';
import { Connection } from '../platform/zmtp/connection.ts';
import type { HeartbeatSettings, Instance, ToService } from '../supervisor/ports.ts';
import type { Drops } from './drops.ts';
import { Peer } from './peer.ts';
import { MAX_FRAME_BYTES, MessageReader } from './protocol.ts';
import type { Signs } from './signs.ts';
import { wholeTurn } from './whole-turn.ts';

/** A frame above the limit is dropped and counted; above this size the connection is closed before it costs memory. */
const ABSURD_FRAME_BYTES = 2 * MAX_FRAME_BYTES;

export class ZmqDoor {
  readonly endpoint: string;
  readonly #drops: Drops;
  readonly #server: Server;
  readonly #tell: (text: string) => void;
  readonly #peers = new Map<string, Peer>();
  readonly #connections = new Set<Connection>();

  /** Rejects when the path cannot be bound. `tell`: what is wrong and cannot be said of one service alone. */
  static async open(path: string, drops: Drops, tell: (text: string) => void): Promise<ZmqDoor> {
    const server = createServer({ pauseOnConnect: true });
    const door = new ZmqDoor(path, server, drops, tell);
    server.listen(path);
    await once(server, 'listening');
    server.on('error', (error) => tell(`the ZeroMQ socket: ${error.message}`));
    return door;
  }

  private constructor(path: string, server: Server, drops: Drops, tell: (text: string) => void) {
    this.endpoint = `ipc://${path}`;
    this.#drops = drops;
    this.#tell = tell;
    this.#server = server;
    server.on('connection', (accepted) => {
      const socket = lendReads(accepted, (bytes) => connection.take(bytes));
      const reader = new MessageReader();
      const connection = new Connection(socket, 'ROUTER', ABSURD_FRAME_BYTES, {
        onMessage: (body, parts) => this.#take(connection, reader, body, parts),
        onEnd: (why) => {
          this.#connections.delete(connection);
          if (why !== null) this.#drop('unreadable', connection, `its connection, for it does not speak the protocol (${why})`);
        },
      });
      this.#connections.add(connection);
    });
  }

  add(signs: Signs, settings: HeartbeatSettings): void {
    this.#peers.set(signs.instance.id, new Peer(signs, settings, 'zmq'));
  }

  remove(instance: Instance): void {
    this.#peers.delete(instance.id);
  }

  /** Lost when the service has not spoken yet: there is no connection to answer on. */
  tell(instance: Instance, message: ToService): void {
    this.#peers.get(instance.id)?.tell(message);
  }

  /** One whole turn of the loop reads everything that has come, unless too much has come on a connection for one turn. */
  async drain(deadline: number): Promise<void> {
    let wasBehind: boolean;
    do {
      wasBehind = this.#isBehind();
      await wholeTurn();
    } while ((wasBehind || this.#isBehind()) && performance.now() < deadline);
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const connection of this.#connections) connection.end();
    await closed;
  }

  #isBehind(): boolean {
    for (const connection of this.#connections) if (connection.isBehind) return true;
    return false;
  }

  #take(connection: Connection, reader: MessageReader, body: Buffer, parts: number): void {
    if (body.length > MAX_FRAME_BYTES)
      return this.#drop('too-large', connection, `a message of ${body.length} bytes; at most ${MAX_FRAME_BYTES}`);
    if (parts > 1) return this.#drop('unreadable', connection, `a message of ${parts} frames; it has to be one`);
    const parsed = reader.read(body);
    if (parsed.kind === 'unknown') return;
    if (parsed.kind === 'unreadable') return this.#drop('unreadable', connection, `a message that is not understood (${parsed.why})`);
    const { service, instance } = parsed.message;
    const peer = this.#peers.get(instance);
    if (peer === undefined || peer.signs.instance.service !== service) return this.#drops.count('stale');
    peer.take(parsed.message, connection);
  }

  /** Counts, and tells it in the log of the service whose connection it is; of all, if that has not said who it is. */
  #drop(reason: 'too-large' | 'unreadable', connection: Connection, why: string): void {
    for (const peer of this.#peers.values()) {
      if (peer.speaksOn(connection)) return peer.signs.drop(reason, why);
    }
    this.#drops.count(reason);
    this.#tell(`dropped, of a connection that has not said whose it is: ${why}`);
  }
}
