/** The API as the supervisor opens it, over a real socket in a folder of its own, in front of a double of the supervisor. */
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../../electron/api/api.ts';
import { type Screen, type SignInAnswer, Unreadable } from '../../electron/api/door.ts';
import { COMMANDS } from '../../electron/command/commands.ts';
import { type AuditRecord, createRegistry } from '../../electron/command/registry.ts';
import { overviewSchema } from '../../electron/documents/overview.ts';
import { statusSchema } from '../../electron/documents/status.ts';
import { healthReportSchema } from '../../electron/health/document.ts';
import { createHealth } from '../../electron/health/health.ts';
import { overview } from '../../electron/supervisor/overview.ts';
import { statusJson } from '../../electron/supervisor/status-json.ts';
import { fakeSupervisor } from '../support/fake-supervisor.ts';
import { beside } from '../support/snapshot.ts';

/** The screen as a test wants it. The session `abc` stands for `person`. */
export interface FakeScreen extends Screen {
  person: ReturnType<Screen['who']>;
  allowed: string[];
  pins: boolean;
  answer: SignInAnswer;
  readonly typed: string[];
  readonly ended: string[];
}

export function fakeScreen(): FakeScreen {
  const fake: FakeScreen = {
    person: { name: 'floor', role: 'staff' },
    allowed: [],
    pins: true,
    answer: { outcome: 'wrong-pin', waitMs: 0 },
    typed: [],
    ended: [],
    pad: async () => ({ pins: fake.pins, waitMs: 1_234.5 }),
    async signIn(pin) {
      fake.typed.push(pin);
      return fake.answer;
    },
    signOut: (session) => void fake.ended.push(session),
    who: (session) => (session === 'abc' ? fake.person : null),
    withoutPin: () => fake.allowed,
    sentence: ({ sentence }) => ({ text: sentence.running, tone: 'healthy' }),
  };
  return fake;
}

export async function openTestDoors(folder = mkdtempSync(join(tmpdir(), 'invigil-api-'))) {
  const port = fakeSupervisor();
  const audit: AuditRecord[] = [];
  const log: string[] = [];
  const screen = fakeScreen();
  /** What a screenshot is, or why there is none. */
  const shot: { picture: Uint8Array | string } = { picture: 'There is no picture of the screen now.' };
  const health = createHealth({ folder: join(folder, 'health'), log: (text) => log.push(text) });
  const socketPath = join(folder, 'control.sock');
  const commands = createRegistry({ entries: COMMANDS, port, audit: (record) => audit.push(record), monotonicMs: () => performance.now() });
  const api = await createApi({
    socketPath,
    version: '0.0.0',
    log: (text) => log.push(text),
    resources: [
      { name: 'status', summary: 'status', schema: statusSchema, read: () => statusJson(port.now) },
      { name: 'overview', summary: 'overview', schema: overviewSchema, read: (_, words) => overview(port.now, Date.now(), beside, words) },
      { name: 'health', summary: 'health', schema: healthReportSchema, read: () => health.current(port.now) },
      {
        name: 'screenshot',
        summary: 'screenshot',
        schema: null,
        async read({ service = 'any' }) {
          if (typeof shot.picture === 'string') throw new Unreadable('refused', shot.picture);
          return Buffer.concat([shot.picture, Buffer.from(service)]);
        },
      },
    ],
    commands,
    screen,
    snapshot: () => port.snapshot(),
    subscribe: (listener) => port.subscribe(listener),
  });
  return {
    api,
    port,
    audit,
    log,
    screen,
    shot,
    folder,
    socketPath,
    async close() {
      await api.close();
      await health.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: unknown;
}

export async function ask(
  socketPath: string,
  method: 'GET' | 'POST',
  path: string,
  options: { body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await open(socketPath, method, path, options);
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return { status: response.statusCode ?? 0, type: response.headers['content-type'], body: text === '' ? null : JSON.parse(text) };
}

/** The answer as soon as its head is there; for streams. */
export function open(
  socketPath: string,
  method: string,
  path: string,
  { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request({ socketPath, method, path, headers: { ...type, ...headers } }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}
