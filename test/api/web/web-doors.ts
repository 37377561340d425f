/** The dashboard's door as the supervisor opens it, on a real address, in front of a double of the supervisor. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { request as requestTls } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Network, PasswordAnswer, Resource } from '../../../electron/api/door.ts';
import { createWeb, type WebSettings } from '../../../electron/api/web/web.ts';
import { COMMANDS } from '../../../electron/command/commands.ts';
import { type AuditRecord, createRegistry } from '../../../electron/command/registry.ts';
import { statusSchema } from '../../../electron/documents/status.ts';
import { statusJson } from '../../../electron/supervisor/status-json.ts';
import { fakeSupervisor } from '../../support/fake-supervisor.ts';
import { freePort } from '../../support/free-port.ts';

type Person = NonNullable<ReturnType<Network['who']>>;

/** Everybody has a session `NAME-session` and a token `NAME-token`. */
export interface FakeNetwork extends Network {
  readonly people: Map<string, Person>;
  answer: PasswordAnswer;
  wait: number;
  readonly tried: string[];
  readonly ended: string[];
}

export function fakeNetwork(): FakeNetwork {
  const fake: FakeNetwork = {
    people: new Map((['view', 'staff', 'admin'] as const).map((role) => [role, { name: role, role }])),
    answer: { outcome: 'wrong', waitMs: 0 },
    wait: 0,
    tried: [],
    ended: [],
    passwords: async () => true,
    waitMs: () => fake.wait,
    async signIn(name, password) {
      fake.tried.push(`${name} ${password}`);
      return fake.answer;
    },
    signOut: (session) => void fake.ended.push(session),
    who: (session) => (fake.ended.includes(session) ? null : of(session, '-session')),
    byToken: async (token) => of(token, '-token'),
  };
  const of = (text: string, end: string) => (text.endsWith(end) ? (fake.people.get(text.slice(0, -end.length)) ?? null) : null);
  return fake;
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Signed in at the dashboard as this person, and asked by the dashboard itself. */
  readonly as?: string;
  /** With this person's token. */
  readonly token?: string;
  readonly from?: string;
}

export interface WebAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: unknown;
}

export async function openWeb(changes: Partial<WebSettings> = {}, resources: readonly Resource[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-web-'));
  const pages = join(folder, 'dashboard');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Dashboard</title>');
  writeFileSync(join(pages, 'main-3QX7ZLKA.js'), 'console.log(1);');
  writeFileSync(join(pages, '.hidden'), 'not served');
  writeFileSync(join(folder, 'outside.txt'), 'the secret outside');
  const port = await freePort();
  const supervisor = fakeSupervisor();
  const network = fakeNetwork();
  const audit: AuditRecord[] = [];
  const log: string[] = [];
  /** What a reader of the stream `told` is told. */
  const tellers = new Set<(data: unknown) => void>();
  let settings: WebSettings = { listen: [{ host: '127.0.0.1', port }], hosts: ['lantern.example.org'], tls: null, ...changes };
  const web = await createWeb({
    settings: () => settings,
    shown: () => ({ title: 'The Lantern Room', locale: 'en', timeZone: 'Europe/Berlin' }),
    network,
    pages,
    log: (_, text) => log.push(text),
    version: '0.0.0',
    commands: createRegistry({
      entries: COMMANDS,
      port: supervisor,
      audit: (record) => audit.push(record),
      monotonicMs: () => performance.now(),
    }),
    resources: [
      { name: 'status', summary: 'Status.', schema: statusSchema, read: () => statusJson(supervisor.now) },
      {
        name: 'told',
        summary: 'What is told.',
        schema: z.object({}),
        event: 'told',
        asks: { service: z.enum(['core', 'audio']).optional() },
        follow(_, listener) {
          tellers.add(listener);
          listener({ first: true });
          return () => tellers.delete(listener);
        },
      },
      ...resources,
    ],
    snapshot: () => supervisor.snapshot(),
    subscribe: (listener) => supervisor.subscribe(listener),
  });
  const opened = {
    web,
    folder,
    host: '127.0.0.1',
    port,
    supervisor,
    network,
    audit,
    log,
    tellers,
    adopt(next: Partial<WebSettings>) {
      settings = { ...settings, ...next };
      web.adopt();
    },
    /** The answer as soon as its head is there; for streams. */
    open(method: string, path: string, { headers = {}, body, as, token, from }: AskOptions = {}): Promise<IncomingMessage> {
      return new Promise((resolve, reject) => {
        const isTls = settings.tls !== null;
        const own = { origin: `${isTls ? 'https' : 'http'}://127.0.0.1:${port}` };
        const sent = (isTls ? requestTls : request)(
          {
            host: '127.0.0.1',
            port,
            method,
            path,
            agent: false,
            rejectUnauthorized: false,
            ...(from !== undefined && { localAddress: from }),
            headers: {
              ...(body !== undefined && { 'content-type': 'application/json' }),
              ...(as !== undefined && { ...own, cookie: `${isTls ? '__Host-' : ''}invigil=${as}-session` }),
              ...(token !== undefined && { authorization: `Bearer ${token}-token` }),
              ...headers,
            },
          },
          resolve,
        );
        sent.on('error', reject);
        sent.end(body);
      });
    },
    async ask(method: string, path: string, options: AskOptions = {}): Promise<WebAnswer> {
      const response = await opened.open(method, path, options);
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      const isJson = /json/.test(response.headers['content-type'] ?? '') && text !== '';
      return { status: response.statusCode ?? 0, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
    },
    /** Everything that comes back until the connection ends, after these bytes. */
    raw(bytes: string, from?: string): Promise<string> {
      return new Promise((resolve) => {
        let text = '';
        const socket = connect({ host: '127.0.0.1', port, ...(from !== undefined && { localAddress: from }) });
        socket.setEncoding('latin1').on('data', (part: string) => {
          text += part;
        });
        // A connection that is reset has ended too.
        socket.on('error', () => socket.destroy());
        socket.on('close', () => resolve(text));
        socket.write(bytes, 'latin1');
      });
    },
    async close() {
      await web.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return opened;
}

export type OpenWeb = Awaited<ReturnType<typeof openWeb>>;
