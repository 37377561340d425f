import { Socket, type SocketConstructorOpts } from 'node:net';

/**
 * An accepted connection that reads into one buffer, the same for all of them, instead of into a new one for each piece that comes: of
 * hundreds of connections with a few bytes each that is an eighth of what it costs to hear them. Node has this for sockets that connect
 * (`onread` of net.Socket), and not for those that a server accepts: so the handle moves to a socket that is made as Node's server makes
 * its own.
 */

/** A turn of the loop reads so much of a connection at most. */
const LENT = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * Returns the socket that takes the place of `accepted`, which a server with `pauseOnConnect` has accepted and which is over then. `take`: is
 * called with each piece; its bytes are lent until it returns.
 */
export function lendReads(accepted: Socket, take: (bytes: Buffer) => void): Socket {
  const handle: unknown = Reflect.get(accepted, '_handle');
  if (typeof handle !== 'object' || handle === null) throw new Error('this Node keeps no _handle in a socket that a server has accepted');
  Reflect.set(accepted, '_handle', null);
  accepted.destroy();
  const callback = (length: number) => {
    take(LENT.subarray(0, length));
    return true;
  };
  const options: SocketConstructorOpts = { onread: { buffer: LENT, callback } };
  Reflect.set(options, 'handle', handle);
  return new Socket(options);
}
