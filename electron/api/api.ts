/**
 * The API: HTTP over the exhibit's unix socket (contract 7). It reads documents, hands commands to the registry and streams
 * events; it decides nothing itself. The dashboard's address (`web/`) has the same routes behind another gate.
 *
 * Invariants: nothing here waits for a client (bounded bodies, bounded buffers, slow readers dropped) and nothing here holds up
 * the loop; no timer runs while nobody listens to events; the socket is only ever seen with mode 0600; nobody passes the gate for
 * what is not open to them; what goes wrong is answered as a problem (RFC 9457) and never ends the supervisor.
 *
 * Numbers: bodies up to 64 KiB; 32 readers of events, each with up to 1 MiB unread; 1,000 events or 512 KiB kept for replay.
 */
import { createApp } from './app.ts';
import type { Behind, Screen } from './door.ts';
import { addGate } from './gate.ts';
import { addRoutes } from './routes.ts';
import { addSignIn } from './sign-in.ts';
import { takeSocket } from './socket.ts';

export interface ApiOptions extends Behind {
  readonly socketPath: string;
  readonly screen: Screen;
  /** A bug met while answering. */
  readonly log: (text: string) => void;
}

export interface Api {
  close(): Promise<void>;
}

/** Resolves when the API answers. Rejects when the socket cannot be made, or another supervisor answers on it. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const place = await takeSocket(options.socketPath);
  const app = createApp(options.log);
  addGate(app, options.screen);
  addSignIn(app, options.screen);
  const routes = addRoutes(app, options);
  await app.listen({ path: place.binding });
  place.open();
  return {
    async close() {
      place.close();
      routes.close();
      await app.close();
    },
  };
}
