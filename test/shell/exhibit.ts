/** An exhibit's web server for the lab tests, whose page can be told to hang, and which can go away and come back. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer } from '../support/close-server.ts';
import type { Colour } from '../support/wayland.ts';

export class Exhibit {
  readonly colour: Colour;
  /** The status that the page is answered with. */
  status = 200;
  /** Files beside the page, by their paths. */
  readonly files = new Map<string, string>();
  /** Answers of other kinds, by their paths. */
  readonly routes = new Map<string, RequestListener>();
  /** What pages said by POST to `/told`. */
  readonly told: string[] = [];
  /** Requests of the page so far. */
  loads = 0;
  #server: Server | null = null;
  #port = 0;
  readonly #listeners = new Set<ServerResponse>();

  constructor(colour: Colour) {
    this.colour = colour;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** The second time on the same port as the first. */
  async open(): Promise<void> {
    const server = createServer((request, response) => {
      if (request.url === '/orders') {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
        this.#listeners.add(response);
        response.on('close', () => this.#listeners.delete(response));
        return;
      }
      if (request.method === 'POST' && request.url === '/told') {
        let said = '';
        request.on('data', (chunk) => (said += chunk)).on('end', () => this.told.push(said));
        response.end();
        return;
      }
      const route = this.routes.get(request.url ?? '');
      if (route !== undefined) return route(request, response);
      const file = this.files.get(request.url ?? '');
      if (file !== undefined) {
        const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
        response.writeHead(200, { 'content-type': type }).end(file);
        return;
      }
      this.loads += 1;
      response.writeHead(this.status, { 'content-type': 'text/html; charset=utf-8' }).end(this.#page());
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await closeServer(server);
  }

  /** Runs a script in the page. */
  order(script: string): void {
    for (const listener of this.#listeners) listener.write(`data: ${script.replaceAll('\n', ' ')}\n\n`);
  }

  get pages(): number {
    return this.#listeners.size;
  }

  #page(): string {
    const { red, green, blue } = this.colour;
    return `<!doctype html><title>Exhibit</title><style>
      body { margin: 0; background: rgb(${red}, ${green}, ${blue}) }
      div { position: absolute; top: 50%; width: 80px; height: 80px; background: #fff8; animation: go 3s linear infinite alternate }
      @keyframes go { to { transform: translateX(80vw) } }
    </style><div></div><script>new EventSource('/orders').onmessage = ({ data }) => (0, eval)(data);</script>`;
  }
}
