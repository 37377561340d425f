/** A supervisor's API as the overlay's page sees it, on the control socket: one PIN, one session, and a record of what was asked. */
import { chmodSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { closeServer } from '../../support/close-server.ts';

export const PIN = '4711';
const SESSION = 'of-the-test';

export class FakeApi {
  /** Method, path and, when there is one, the session; one for each request. */
  readonly asked: string[] = [];
  /** In which languages: of each request. */
  readonly languages: (string | undefined)[] = [];
  /** Whether it knows its session: one that was restarted does not. */
  sessions = true;
  #server: Server | null = null;

  async open(socket: string): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    chmodSync(socket, 0o777);
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await closeServer(server);
  }

  /** What the page in page/main.tsx has said by its only way. */
  get said(): string[] {
    return this.asked.flatMap((line) => /logs\/said-(.*?)(?: |$)/.exec(line)?.[1] ?? []);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const { method, url = '', headers } = request;
    const { 'x-invigil-door': door, 'x-invigil-session': session, 'x-invigil-confirmation': confirmation } = headers;
    const marks = [door ?? 'NO DOOR', session, confirmation, body].filter((mark) => mark !== undefined && mark !== '');
    this.languages.push(headers['accept-language']);
    this.asked.push(`${method} ${url} ${marks.join(' ')}`);
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const problem = (kind: string, status: number, more = {}) =>
      json({ type: `urn:invigil:problem:${kind}`, title: kind, status, detail: `It is ${kind}.`, ...more }, status);
    if (url === '/api/v1/sign-in' && method === 'POST') {
      if (JSON.parse(body).pin !== PIN) return void problem('wrong-pin', 401, { wait_ms: 5000 });
      return void json({ session: SESSION, name: 'floor', role: 'staff' });
    }
    if (!this.sessions || session !== SESSION) return void problem('not-signed-in', 401);
    if (url === '/api/v1/incidents/7/picture') return void response.writeHead(200, { 'content-type': 'image/png' }).end('picture');
    if (url.startsWith('/api/v1/screenshots/')) return void response.writeHead(200, { 'content-type': 'image/jpeg' }).end('picture');
    if (url === '/api/v1/incidents/8/picture')
      return void response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(3 << 20));
    if (url === '/api/v1/commands/reboot' && confirmation === undefined) {
      return void problem('confirmation-needed', 428, { confirmation: { token: 'sure', expires_in_ms: 30_000 } });
    }
    if (url === '/api/v1/machine') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    if (url === '/api/v1/sound') return; // Never answers.
    json({ url });
  }
}
