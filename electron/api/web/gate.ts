/**
 * The gate of the network, before every route: is the request meant for here, who asks, did the dashboard itself ask? What is open to
 * nobody is marked at the route (`config: { open: true }`); all else needs somebody, also a route that is added later. What
 * somebody may *do* is the registry's to say.
 */
import { TLSSocket } from 'node:tls';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { en } from '../../documents/words/en.ts';
import { isLoopback, ownHost } from '../../platform/http/host.ts';
import type { Network } from '../door.ts';
import { decorate, routeOf } from '../gate.ts';
import { type ApiProblem, sendProblem } from '../problem.ts';
import { foreignOrigin } from './origin.ts';
import { byAuthorization, bySession, cookieName, type Visitor } from './visitor.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Nobody has to have signed in for this route. */
    open?: boolean;
  }
  interface FastifyRequest {
    /** Over the network: whether the browser speaks TLS, with us or with the proxy in front. */
    isSecure: boolean;
    /** Over the network: who asks; null: nobody. */
    visitor: Visitor | null;
  }
}

/** Asked without a person, and so open on its own account. */
const HEALTHZ = 'GET /healthz';

interface GateOptions {
  readonly settings: () => { readonly listen: readonly { readonly host: string }[]; readonly hosts: readonly string[] };
  readonly network: Network;
}

/** Has to be called before any route is added. */
export function addWebGate(app: FastifyInstance, { settings, network }: GateOptions): void {
  decorate(app);
  app.decorateRequest('isSecure', false);
  app.decorateRequest('visitor', null);

  app.addHook('onRequest', async (request, reply) => {
    const { listen, hosts } = settings();
    const { localAddress, remoteAddress } = request.raw.socket;
    const names = [...listen.map(({ host }) => host), ...hosts];
    const host = ownHost({ given: request.raw.headersDistinct['host'] ?? [], localAddress, names });
    if (host === null) return sendProblem(reply, WRONG_HOST);
    const isForwarded = isLoopback(remoteAddress) && hosts.some((name) => name.toLowerCase() === host);
    request.isSecure =
      request.raw.socket instanceof TLSSocket || (isForwarded && request.headers['x-forwarded-proto']?.toString() === 'https');

    const { authorization } = request.headers;
    if (authorization !== undefined) {
      request.visitor = await byAuthorization(authorization, network);
      if (request.visitor === null) return unknown(WRONG_TOKEN);
    } else {
      const session = request.cookies[cookieName(request.isSecure)];
      const isForSession = routeOf(request).endsWith(' /api/v1/session');
      if (!isPage(request) && (session !== undefined || isForSession)) {
        const foreign = foreignOrigin({ method: request.method, headers: request.headers, isSecure: request.isSecure });
        if (foreign !== null) return sendProblem(reply, { kind: 'wrong-origin', detail: foreign });
      }
      request.visitor = session === undefined ? null : bySession(session, network);
    }
    if (request.visitor !== null) {
      request.caller = request.visitor.caller;
      request.mayStay = request.visitor.mayStay;
    } else if (request.routeOptions.config.open !== true && routeOf(request) !== HEALTHZ) {
      return unknown(NOT_SIGNED_IN);
    }
    return;

    function unknown(problem: ApiProblem) {
      // Says what would be right, and lets no browser open a window of its own for a password.
      return sendProblem(reply.header('www-authenticate', 'Bearer'), problem);
    }
  });
}

/** A page, its script, a picture of it: opened from anywhere, by a link in an alert too, and the same for everybody. */
function isPage({ routeOptions, url }: FastifyRequest): boolean {
  return routeOptions.config.open === true && !url.startsWith('/api/');
}

const WRONG_HOST: ApiProblem = {
  kind: 'wrong-host',
  detail: 'Host names nothing that listens here. Ask by the address itself, by localhost, or by a name in dashboard.hosts.',
};
const WRONG_TOKEN: ApiProblem = {
  kind: 'not-signed-in',
  detail: 'Authorization has to be "Bearer TOKEN" with a token that belongs to somebody. Make one with: invigil token NAME',
};
const NOT_SIGNED_IN: ApiProblem = { kind: 'not-signed-in', detail: en.remarks.nobodySignedIn };
