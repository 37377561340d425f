/**
 * One address on which something of the supervisor's answers over HTTP. It need not be there yet, or may be somebody else's for now: that
 * is told once, and tried again. With TLS the certificate is read again when its files change. What a client may cost is bounded here,
 * before any route.
 */
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server, Socket } from 'node:net';
import { CertificateFiles, type ListenerTls } from './certificate.ts';
import type { Crowd } from './crowd.ts';

export type { ListenerTls } from './certificate.ts';

/** An address that cannot be had is tried again after so long, in milliseconds. */
const TRY_AGAIN_MS = 5_000;
/** For the head of a request, for the whole, and for a TLS handshake. */
const HEAD_MS = 10_000;
const REQUEST_MS = 30_000;
const HANDSHAKE_MS = 10_000;
/** How often it is looked for requests that take longer; each look wakes the supervisor up. */
const LOOK_MS = 5_000;
/** A connection on which nothing moves for so long is closed; streams say something more often. */
const STILL_MS = 60_000;
/** What is being answered when its address goes has so long to end. */
const LAST_WORDS_MS = 5_000;

export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: ListenerTls | null;
  /** Who answers there, in the log: `the dashboard`. */
  readonly who: string;
  readonly hear: RequestListener;
  /** Answers what is no request, and closes; null: as Node does. */
  readonly broken: ((error: Error & { readonly code?: string }, socket: Socket) => void) | null;
  readonly crowd: Crowd;
  readonly log: (level: 'info' | 'warning', text: string) => void;
}

export interface Listener {
  /** `when answered`: takes no new connection, and ends the others when what they asked for is answered, 5 s later at the latest. */
  close(how: 'now' | 'when answered'): Promise<void>;
}

export function createListener(options: ListenerOptions): Listener {
  const { host, port, tls, who, crowd, log } = options;
  const address = `${tls === null ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}/`;
  const certificate = tls === null ? null : new CertificateFiles(tls);
  const sockets = new Set<Socket>();
  let server: ReturnType<typeof makeServer> | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** What was told last; null: all is well, or nothing was told. */
  let told: string | null = null;

  function listen(): void {
    timer = null;
    try {
      server = makeServer(options, certificate);
    } catch (error) {
      // The certificate: everything else is asked for asynchronously.
      return tryAgain(error);
    }
    const mine = server;
    mine.on('connection', (socket: Socket) => {
      if (!crowd.admit(socket)) return;
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    mine.on('error', (error) => {
      if (server !== mine) return;
      server = null;
      mine.close();
      tryAgain(error);
    });
    mine.listen({ host, port }, () => {
      log('info', `${who} answers on ${address}`);
      told = null;
      certificate?.watch(mine, (text) => log('warning', `${who} ${text}`));
    });
  }

  function tryAgain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== told) log('warning', `${who} cannot answer on ${address}: ${reason}. It is tried again every ${TRY_AGAIN_MS / 1_000} s`);
    told = reason;
    timer = setTimeout(listen, TRY_AGAIN_MS).unref();
  }

  listen();
  return {
    async close(how) {
      if (timer !== null) clearTimeout(timer);
      certificate?.close();
      const mine = server;
      server = null;
      if (mine === null) return;
      const closed = new Promise<void>((resolve) => mine.close(() => resolve()));
      const end = () => {
        for (const socket of sockets) socket.destroy();
      };
      if (how === 'now') end();
      else mine.closeIdleConnections();
      const impatience = setTimeout(end, LAST_WORDS_MS).unref();
      await closed;
      clearTimeout(impatience);
    },
  };
}

function makeServer({ hear, tls, broken }: ListenerOptions, certificate: CertificateFiles | null) {
  const bounds = { headersTimeout: HEAD_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: LOOK_MS };
  const server =
    tls === null || certificate === null
      ? createServer(bounds, hear)
      : createTlsServer({ ...bounds, ...certificate.read(), handshakeTimeout: HANDSHAKE_MS }, hear);
  server.setTimeout(STILL_MS);
  if (broken !== null) server.on('clientError', broken);
  return server satisfies Server;
}
