/**
 * The API: HTTP over the exhibit's unix socket (contract 7). It reads documents, hands commands to the registry and streams
 * events; it decides nothing itself.
 *
 * Invariants: nothing here waits for a client (bounded bodies, bounded buffers, slow readers dropped) and nothing here holds up
 * the loop; no timer runs while nobody listens to events; the socket is only ever seen with mode 0600; nobody passes the gate for
 * what is not open to them; what goes wrong is answered as a problem (RFC 9457) and never ends the supervisor.
 *
 * Numbers: bodies up to 64 KiB; 32 readers of events, each with up to 1 MiB unread; 1,000 events or 512 KiB kept for replay.
 */
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { type Behind, Unreadable } from './door.ts';
import { EventStream } from './events.ts';
import { addGate } from './gate.ts';
import { healthzStatus } from './healthz.ts';
import { CONFIRMATION_HEADER } from './identity.ts';
import { openapi } from './openapi.ts';
import { sendProblem } from './problem.ts';
import { addReading } from './reading.ts';
import { addSignIn } from './sign-in.ts';
import { takeSocket } from './socket.ts';

const MOST_BODY_BYTES = 64 * 1024;

export interface ApiOptions extends Behind {
  readonly socketPath: string;
  /** Of Invigil, for the description of the API. */
  readonly version: string;
  /** A bug met while answering. */
  readonly log: (text: string) => void;
}

export interface Api {
  close(): Promise<void>;
}

/** Resolves when the API answers. Rejects when the socket cannot be made, or another supervisor answers on it. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const place = await takeSocket(options.socketPath);
  const events = new EventStream(options.subscribe);
  const app = Fastify({ bodyLimit: MOST_BODY_BYTES, exposeHeadRoutes: false, forceCloseConnections: true });
  addRoutes(app, options, events);
  addErrors(app, options.log);
  await app.listen({ path: place.binding });
  place.open();
  return {
    async close() {
      place.close();
      events.close();
      await app.close();
    },
  };
}

function addRoutes(app: FastifyInstance, options: ApiOptions, events: EventStream): void {
  addGate(app, options.screen);
  addSignIn(app, options.screen);
  addReading(app, options.resources);

  app.get('/api/v1/openapi.json', async () => openapi(options.version, options));

  app.get('/healthz', async (_, reply) => {
    const { state, health } = options.snapshot();
    return reply.code(healthzStatus({ state, health })).send({ state, health });
  });

  app.get('/api/v1/events', (request, reply) => {
    const lastId = request.headers['last-event-id'];
    if (!events.add(reply.raw, typeof lastId === 'string' ? lastId : undefined)) {
      return sendProblem(reply, { kind: 'too-many-readers', detail: 'As many as possible are listening to events already.' });
    }
    return reply.hijack();
  });

  app.post<{ Params: { name: string } }>('/api/v1/commands/:name', async (request, reply) => {
    const { caller } = request;
    if (caller === null) throw new Error('a command came in around the gate');
    const confirmation = request.headers[CONFIRMATION_HEADER];
    const outcome = await options.commands.run({
      name: request.params.name,
      arguments: request.body === undefined ? {} : request.body,
      caller,
      confirmation: typeof confirmation === 'string' ? confirmation : undefined,
    });
    return outcome.ok ? outcome.result : sendProblem(reply, outcome.problem);
  });
}

function addErrors(app: FastifyInstance, log: (text: string) => void): void {
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, { kind: 'not-found', detail: `${request.method} ${request.url} is not known. See /api/v1/openapi.json.` }),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof Unreadable) return sendProblem(reply, { kind: error.kind, detail: error.message });
    if (error.statusCode !== undefined && error.statusCode < 500) return sendProblem(reply, { kind: 'bad-request', detail: error.message });
    log(`${request.method} ${request.url}: ${error.stack ?? String(error)}`);
    return sendProblem(reply, { kind: 'bug', detail: "It is in the supervisor's log." });
  });
}
