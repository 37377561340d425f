/**
 * What is the same behind every door: how large a body may be, that bodies are JSON, and that whatever goes wrong is answered as a
 * problem (RFC 9457): by a route, by the framework, or by the parser of HTTP, which knows no routes.
 */
import type { Socket } from 'node:net';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Unreadable } from './door.ts';
import { type ApiProblem, rawProblem, sendProblem } from './problem.ts';

const MOST_BODY_BYTES = 64 * 1024;

/** `log`: a bug met while answering. Has to be called before any route is added. */
export function createApp(log: (text: string) => void): FastifyInstance {
  const app = Fastify({
    bodyLimit: MOST_BODY_BYTES,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    clientErrorHandler: answerBroken,
    frameworkErrors: (error, _, reply) => void sendProblem(reply, { kind: 'bad-request', detail: error.message }),
  });
  // Else a form could send what is taken for JSON elsewhere.
  app.removeContentTypeParser('text/plain');
  const known = rememberRoutes(app);
  const notFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const methods = known(request.url.split('?', 1)[0] ?? '');
    if (methods.length === 0) {
      return sendProblem(reply, { kind: 'not-found', detail: `${request.method} ${request.url} is not known. See /api/v1/openapi.json.` });
    }
    const detail = `${request.method} is not known here. It takes ${methods.join(', ')}.`;
    return sendProblem(reply.header('allow', methods.join(', ')), { kind: 'method-not-allowed', detail });
  };
  app.setNotFoundHandler(notFound);
  // After the gate, and before anything is said of a body that nobody wants.
  app.addHook('preParsing', async (request, reply) => (request.is404 ? notFound(request, reply) : undefined));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof Unreadable) return sendProblem(reply, { kind: error.kind, detail: error.message });
    if (error.statusCode !== undefined && error.statusCode < 500) return sendProblem(reply, { kind: kindOf(error), detail: error.message });
    log(`${request.method} ${request.url}: ${error.stack ?? String(error)}`);
    return sendProblem(reply, { kind: 'bug', detail: "It is in the supervisor's log." });
  });
  return app;
}

/** Says which methods an address takes, for requests with another one. */
function rememberRoutes(app: FastifyInstance): (path: string) => string[] {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ pattern: new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}$`), methods: [method].flat() });
  });
  return (path) => [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))];
}

function kindOf({ statusCode }: FastifyError): ApiProblem['kind'] {
  if (statusCode === 413) return 'too-large';
  return statusCode === 415 ? 'unsupported-media-type' : 'bad-request';
}

/** Answers what is no request, and closes: what follows on the connection means nothing. */
export function answerBroken(error: Error & { readonly code?: string }, socket: Socket): void {
  // The client has gone, or does not listen any more.
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  socket.end(rawProblem(brokenProblem(error)));
  // Nothing more is read of it.
  socket.once('finish', () => socket.destroy());
}

function brokenProblem({ code, message }: Error & { readonly code?: string }): ApiProblem {
  if (code === 'HPE_HEADER_OVERFLOW') return { kind: 'head-too-large', detail: 'The head of a request may have 16 KiB.' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { kind: 'request-timeout', detail: 'The request did not come whole in time.' };
  return { kind: 'bad-request', detail: `This is not HTTP as it should be: ${message}.` };
}
