/**
 * Plays the supervisor for the dashboard: serves the bundle as the web door does, with its policy, and answers the API from a scenario.
 * Tests change what it answers, let it go away, send events, and look at what was asked.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { HEADERS } from '../../electron/api/web/headers.ts';
import { PROBLEM_URN } from '../../electron/documents/problem.ts';
import { type DashboardScenario, incidentOf } from './dashboard-scenarios.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const PICTURE = join(import.meta.dirname, '../../docs/pictures/demo.png');
const COOKIE = 'invigil_session';

/** A command as it was asked for. */
export interface Asked {
  readonly name: string;
  readonly args: unknown;
  readonly confirmation: string | null;
}

interface Problem {
  readonly status: number;
  readonly kind: string;
  readonly detail: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export class DashboardServer {
  readonly commands: Asked[] = [];
  /** Paths with queries, below /api/v1/. */
  readonly read: string[] = [];
  scenario: DashboardScenario;
  /** As if nobody listened there: every connection is cut. */
  away = false;
  /** After a restart the supervisor knows no session of before. */
  #session = 1;
  readonly #folder: string;
  readonly #server: Server;
  readonly #streams = new Map<ServerResponse, 'events' | 'lines'>();
  #events = 0;

  constructor(folder: string, scenario: DashboardScenario) {
    this.#folder = folder;
    this.scenario = scenario;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  /** The cookie of somebody who has signed in. */
  get cookie(): { readonly name: string; readonly value: string; readonly url: string } {
    return { name: COOKIE, value: String(this.#session), url: this.url };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Something changed, as the supervisor says it. */
  emit(type: string, data: unknown = {}): void {
    this.#events += 1;
    this.#write('events', `id: run-${this.#events}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** So many new lines are written, and told to whoever follows. */
  addLines(count: number): void {
    const { lines } = this.scenario;
    const added = Array.from({ length: count }, (_, index) => lines.line(lines.count + index));
    lines.count += count;
    this.#write('lines', `event: lines\ndata: ${JSON.stringify(added)}\n\n`);
  }

  streams(kind: 'events' | 'lines'): number {
    return [...this.#streams.values()].filter((one) => one === kind).length;
  }

  cut(): void {
    this.#server.closeAllConnections();
  }

  forgetSessions(): void {
    this.#session += 1;
  }

  #write(kind: 'events' | 'lines', text: string): void {
    for (const [response, of] of this.#streams) if (of === kind) response.write(text);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.away) {
      request.socket.destroy();
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith('/api/v1/')) return this.#file(pathname, request, response);
    const path = decodeURIComponent(pathname.slice('/api/v1/'.length));
    const body = await bodyOf(request);
    if (path === 'session') return this.#signIn(request, response, body);
    if (!this.#isSignedIn(request)) {
      return send(response, { status: 401, kind: 'not-signed-in', detail: 'Nobody has signed in, or not lately.' });
    }
    if (request.method === 'POST') return this.#command(path.slice('commands/'.length), request, response, body);
    this.read.push(path + (searchParams.size === 0 ? '' : `?${searchParams}`));
    if (path === 'events' || path === 'logs/follow') return this.#stream(path === 'events' ? 'events' : 'lines', response);
    if (path === 'screenshot' || path.startsWith('screenshots/') || path.endsWith('/picture')) {
      response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'no-store' }).end(readFileSync(PICTURE));
      return;
    }
    const document = this.#document(path, searchParams);
    if (document === undefined) return send(response, { status: 404, kind: 'not-found', detail: `There is no ${path}.` });
    json(response, document);
  }

  #document(path: string, query: URLSearchParams): unknown {
    const { documents, strips, resources, alerts, audit, lines } = this.scenario;
    const [first = '', second = ''] = path.split('/');
    if (path === 'overview' || path === 'machine' || path === 'sound' || path === 'incidents') return documents[path];
    if (path === 'history/strips') return strips;
    if (path === 'history/resources') {
      const range = query.get('range');
      return range === 'hour' || range === 'day' || range === 'month' ? resources[range] : undefined;
    }
    if (path === 'alerts') return alerts;
    if (path === 'audit') return audit;
    if (path === 'logs') return logPage(lines, query);
    if (first === 'incidents') return incidentOf(this.scenario, Number(second)) ?? undefined;
    if (first !== 'logs') return undefined;
    const last = Array.from({ length: 40 }, (_, index) => lines.line(Math.max(0, lines.count - 40) + index));
    return { service: second, lines: last.map(({ at, stream, text }) => ({ time: new Date(at).toISOString(), stream, text })) };
  }

  #command(name: string, request: IncomingMessage, response: ServerResponse, args: unknown): void {
    const confirmation = request.headers['x-invigil-confirmation'];
    const token = typeof confirmation === 'string' ? confirmation : null;
    this.commands.push({ name, args, confirmation: token });
    const refused = this.scenario.refused[name];
    if (refused !== undefined) return send(response, { status: 409, kind: 'refused', detail: refused });
    if ((name === 'reboot' || name === 'poweroff') && token !== 'token') {
      const more = { confirmation: { token: 'token', expires_in_ms: 30_000 } };
      return send(response, { status: 428, kind: 'confirmation-needed', detail: 'It has to be confirmed within 30 s.', more });
    }
    json(response, answerOf(name, this.scenario));
  }

  #signIn(request: IncomingMessage, response: ServerResponse, body: unknown): void {
    const { session, person, documents } = this.scenario;
    if (request.method === 'DELETE') {
      response.setHeader('set-cookie', `${COOKIE}=; Path=/; Max-Age=0`);
      return json(response, {});
    }
    if (request.method === 'GET') {
      const isIn = this.#isSignedIn(request);
      const signedIn = isIn ? { name: person.name, role: person.role } : null;
      return json(response, { ...session, signed_in: signedIn, title: isIn ? documents.overview.title : null });
    }
    const isRight = JSON.stringify(body) === JSON.stringify({ name: person.name, password: person.password });
    if (!isRight) {
      const detail = 'The name or the password is wrong.';
      return send(response, { status: 401, kind: 'wrong-password', detail, more: { wait_ms: 4_000 } });
    }
    response.setHeader('set-cookie', `${COOKIE}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`);
    json(response, { name: person.name, role: person.role });
  }

  #isSignedIn({ headers }: IncomingMessage): boolean {
    return headers.cookie?.split('; ').includes(`${COOKIE}=${this.#session}`) === true;
  }

  #stream(kind: 'events' | 'lines', response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 200\n\n');
    this.#streams.set(response, kind);
    response.on('close', () => this.#streams.delete(response));
  }

  #file(pathname: string, { headers }: IncomingMessage, response: ServerResponse): void {
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const type = TYPES[extname(name)];
    const zipped = type !== undefined && extname(name) !== '.woff2' && (headers['accept-encoding'] ?? '').includes('gzip');
    try {
      const contents = readFileSync(join(this.#folder, zipped ? `${name}.gz` : name));
      response.writeHead(200, {
        'content-type': type ?? 'application/octet-stream',
        ...Object.fromEntries(HEADERS),
        'cache-control': name === 'index.html' ? 'no-store' : 'public, max-age=31536000, immutable',
        ...(zipped && { 'content-encoding': 'gzip' }),
      });
      response.end(contents);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file.');
    }
  }
}

function answerOf(name: string, scenario: DashboardScenario): unknown {
  if (name === 'screenshot') return { sentence: 'It is kept.', file: 'screenshot-20261121-140211-482.jpg' };
  if (name === 'restart') return { back_in_ms: 15_000 };
  if (name === 'reboot') return { back_in_ms: 60_000 };
  if (name === 'reload') return { changed: [] };
  if (name !== 'test-alert') return {};
  return {
    receivers: scenario.alerts.receivers.map(({ name: receiver, kind, problem }) => ({
      name: receiver,
      kind,
      outcome: problem === null ? 'delivered' : 'failed',
      detail: problem,
      took_ms: 212,
    })),
  };
}

/** From the newest back, as the supervisor searches. */
function logPage({ count, line }: DashboardScenario['lines'], query: URLSearchParams): unknown {
  const services = query.get('services')?.split(',') ?? [];
  const search = query.get('search')?.toLowerCase() ?? '';
  const limit = Number(query.get('limit') ?? 200);
  const found: ReturnType<typeof line>[] = [];
  let index = query.has('before') ? Number(query.get('before')?.slice(1)) : count;
  while (index > 0 && found.length < limit) {
    index -= 1;
    const one = line(index);
    if (services.length > 0 && !services.includes(one.service)) continue;
    if (one.text.toLowerCase().includes(search)) found.push(one);
  }
  return { lines: found.reverse(), before: index > 0 ? `c${index}` : null, stopped_early: false };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString();
  return text === '' ? {} : JSON.parse(text);
}

function json(response: ServerResponse, document: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(document));
}

function send(response: ServerResponse, { status, kind, detail, more }: Problem): void {
  const body = { type: `${PROBLEM_URN}${kind}`, title: kind, status, detail, ...more };
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
}
