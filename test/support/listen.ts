import type { Server } from 'node:net';

/** Lets it listen on this machine alone, on a port that is free or on this one; answers with the port. */
export async function listen(server: Server, at = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(at, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP socket has a port');
  return address.port;
}
