/** Who asks for the page of figures, and what they get: `/metrics`, a word at `/`, and nothing else. Without a sign-in; reading only. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ownHost } from '../platform/http/host.ts';
import { CONTENT_TYPE } from './exposition.ts';

export interface DoorOptions {
  /** Null: it cannot be made now. */
  readonly page: () => Promise<string | null>;
  /** Names and addresses that are listened on now. */
  readonly names: () => readonly string[];
}

export function createDoor({ page, names }: DoorOptions): RequestListener {
  return (request, response) => void answer(request, response);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = request.headersDistinct['host'] ?? [];
    if (ownHost({ given, localAddress: request.socket.localAddress, names: names() }) === null) {
      return say(response, 421, 'Host names nothing that listens here. Ask by an address of metrics.listen, or by localhost.\n');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return say(response.setHeader('allow', 'GET, HEAD'), 405, 'It is only read: GET or HEAD.\n');
    }
    const path = request.url?.split('?', 1)[0];
    if (path === '/') return say(response, 200, 'Figures for Prometheus are at /metrics.\n');
    if (path !== '/metrics') return say(response, 404, 'There is only /metrics.\n');
    const text = await page();
    if (text === null) return say(response, 500, "They cannot be made; the supervisor's log says why.\n");
    say(response, 200, text, CONTENT_TYPE);
  }
}

function say(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
