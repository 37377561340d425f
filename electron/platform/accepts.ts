import { connect } from 'node:net';

/** Whether somebody listens on the unix socket at the path. Never rejects: a path without a socket is one that nobody listens on. */
export function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
