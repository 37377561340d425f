import type { Server } from 'node:http';

/** Closes it with every connection there is; null: it is closed. */
export async function closeServer(server: Server | null): Promise<void> {
  if (server === null) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
