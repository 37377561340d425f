/** How many are connected: who comes when it is full is closed at once, so that nobody can take up all memory and descriptors. */
import type { Socket } from 'node:net';

/** From one address: a browser has six, and a proxy brings many people from one. */
const MOST_OF_ONE = 64;
/** On all addresses together. */
const MOST_IN_ALL = 256;

export class Crowd {
  readonly #sockets = new Map<Socket, string>();
  readonly #byAddress = new Map<string, number>();

  /** Counts the connection until it closes; false: there are too many, and it is closed. */
  admit(socket: Socket): boolean {
    const address = socket.remoteAddress ?? '';
    const others = this.#byAddress.get(address) ?? 0;
    if (others >= MOST_OF_ONE || this.#sockets.size >= MOST_IN_ALL) {
      socket.destroy();
      return false;
    }
    this.#sockets.set(socket, address);
    this.#byAddress.set(address, others + 1);
    socket.once('close', () => this.#forget(socket, address));
    return true;
  }

  #forget(socket: Socket, address: string): void {
    this.#sockets.delete(socket);
    const left = (this.#byAddress.get(address) ?? 1) - 1;
    if (left === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, left);
  }
}
