/**
 * The gate of the socket and of the screen, before every route: who asks, and may they come in at all? What is open to nobody is a list; all else needs somebody, also a route
 * that is added later. What somebody may *do* is the registry's to say.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../command/entry.ts';
import type { Screen } from './door.ts';
import { identify } from './identity.ts';
import { sendProblem } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null only before the gate. */
    caller: Caller | null;
    /** Whether what let the caller in still holds, for who reads a stream. Never rejects. */
    mayStay: () => Promise<boolean>;
  }
}

/** Beside what the exhibit file allows to anybody. */
const OPEN: ReadonlySet<string> = new Set(['GET /api/v1/sign-in', 'POST /api/v1/sign-in', 'POST /api/v1/sign-out']);

/** Has to be called before any route is added. */
export function addGate(app: FastifyInstance, screen: Screen): void {
  decorate(app);
  app.addHook('onRequest', async (request, reply) => {
    const visitor = identify(request.headers, screen);
    if (visitor.kind === 'unclear') return sendProblem(reply, { kind: 'bad-request', detail: visitor.detail });
    if (visitor.kind === 'nobody' && !OPEN.has(routeOf(request)) && !isAllowed(request, visitor.caller)) {
      return sendProblem(reply, {
        kind: 'not-signed-in',
        detail: 'Nobody has signed in at the screen, or not lately. Sign in with a PIN.',
      });
    }
    request.caller = visitor.caller;
    return;
  });
}

/** What every gate gives to a request. */
export function decorate(app: FastifyInstance): void {
  app.decorateRequest('caller', null);
  app.decorateRequest('mayStay', async () => true);
}

export function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url}`;
}

/** The commands that need nobody, and what somebody has to see for them. */
function isAllowed({ method, url }: FastifyRequest, { alsoMay }: Caller): boolean {
  if (method === 'GET') return url === '/api/v1/sound' && alsoMay?.has('volume') === true;
  return method === 'POST' && [...(alsoMay ?? [])].some((name) => url === `/api/v1/commands/${name}`);
}
