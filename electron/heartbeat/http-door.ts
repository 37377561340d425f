/**
 * The way in for a page in a browser that is not our shell: it posts one message (contract 3) at a time to an address of its own,
 * `http://127.0.0.1:PORT/TOKEN`, with `fetch` or `navigator.sendBeacon`, from whatever origin it was loaded.
 *
 * Opened at the first instance that may show a page, on this machine alone. The token (128 random bits, new at each start) is who
 * speaks, and ends with the instance. Nothing can be read here. Bounds: 32 connections, 64 KiB a message, 5 s for a request's
 * head and 10 s for the whole of it.
 *
 * The port is chosen here, because a program's environment has to be complete before Node could say which one the system gave. It
 * lies above those that Linux gives out by itself (32768 to 60999); if somebody has it all the same, the next start takes another.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Instance } from '../supervisor/ports.ts';
import type { Peer } from './peer.ts';
import { MAX_FRAME_BYTES, parseMessage } from './protocol.ts';

const HOST = '127.0.0.1';
const FIRST_PORT = 61_000;
const LAST_PORT = 65_535;
const MAX_CONNECTIONS = 32;
const HEAD_MS = 5_000;
const REQUEST_MS = 10_000;

const ANY_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-allow-private-network': 'true',
  'access-control-max-age': '600',
};
/** What `fetch` and `sendBeacon` send without being told otherwise; no type at all is fine too. */
const TYPES: ReadonlySet<string> = new Set(['', 'application/json', 'text/plain']);

interface Answer {
  readonly status: number;
  /** For whoever looks into the browser's network panel. */
  readonly text?: string;
}

export class HttpDoor {
  readonly #onTrouble: (text: string) => void;
  readonly #peers = new Map<string, Peer>();
  #open: { readonly server: Server; readonly port: number } | null = null;

  constructor(onTrouble: (text: string) => void) {
    this.#onTrouble = onTrouble;
  }

  /** Returns the address for this instance. */
  add(peer: Peer): string {
    const token = randomBytes(16).toString('hex');
    this.#peers.set(token, peer);
    this.#open ??= this.#listen();
    return `http://${HOST}:${this.#open.port}/${token}`;
  }

  remove({ id }: Instance): void {
    for (const [token, { signs }] of this.#peers) if (signs.instance.id === id) this.#peers.delete(token);
  }

  close(): void {
    this.#open?.server.close();
    this.#open?.server.closeAllConnections();
    this.#open = null;
  }

  #listen(): { readonly server: Server; readonly port: number } {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    const server = createServer(
      { headersTimeout: HEAD_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: HEAD_MS },
      (request, response) => this.#hear(request, response),
    );
    server.maxConnections = MAX_CONNECTIONS;
    server.on('error', (error) => {
      this.#onTrouble(`pages cannot beat over HTTP: ${error.message}`);
      if (this.#open?.server === server) this.#open = null;
    });
    server.listen(port, HOST);
    return { server, port };
  }

  #hear(request: IncomingMessage, response: ServerResponse): void {
    const answer = ({ status, text }: Answer) => {
      // What is still on its way of a refused body is not read.
      if (status === 413) response.setHeader('connection', 'close');
      response.writeHead(status, ANY_ORIGIN).end(text);
    };
    // A connection that breaks in the midst of a request has said nothing.
    request.on('error', () => response.destroy());
    const peer = this.#peers.get((request.url ?? '').slice(1));
    const refusal = refuse(request, peer);
    if (refusal !== null || peer === undefined) return answer(refusal ?? { status: 404 });
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes <= MAX_FRAME_BYTES) parts.push(part);
      else if (!response.headersSent) answer(tooLarge(peer, bytes));
    });
    request.on('end', () => {
      if (!response.headersSent) answer(take(peer, Buffer.concat(parts)));
    });
  }
}

function refuse({ method, headers }: IncomingMessage, peer: Peer | undefined): Answer | null {
  if (peer === undefined) return { status: 404, text: 'no service that runs has this address' };
  if (method === 'OPTIONS') return { status: 204 };
  if (method !== 'POST') return { status: 405, text: 'POST one message' };
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!TYPES.has(type)) return { status: 415, text: 'application/json or text/plain' };
  const announced = Number(headers['content-length'] ?? 0);
  return announced > MAX_FRAME_BYTES ? tooLarge(peer, announced) : null;
}

function tooLarge({ signs }: Peer, bytes: number): Answer {
  signs.drop('too-large', `a message over HTTP of more than ${MAX_FRAME_BYTES} bytes`);
  return { status: 413, text: `${bytes} bytes; at most ${MAX_FRAME_BYTES}` };
}

function take(peer: Peer, body: Buffer): Answer {
  const { signs } = peer;
  const { service, id } = signs.instance;
  const parsed = parseMessage(body, { service, instance: id });
  if (parsed.kind === 'unknown') return { status: 204 };
  if (parsed.kind === 'unreadable') {
    signs.drop('unreadable', `a message over HTTP that is not understood (${parsed.why})`);
    return { status: 400, text: parsed.why };
  }
  const { message } = parsed;
  if (message.service !== service || message.instance !== id) {
    signs.drop('stale', 'a message over HTTP of another instance');
    return { status: 409, text: 'this address belongs to another service or instance' };
  }
  peer.take(message, null);
  return { status: 204 };
}
