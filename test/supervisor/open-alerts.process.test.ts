import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../../electron/alert/message.ts';
import type { Exhibit } from '../../electron/config/index.ts';
import { alertsSchema } from '../../electron/documents/alerts.ts';
import { openLog } from '../../electron/log/log.ts';
import { exhibitPaths, makeFolders } from '../../electron/platform/paths.ts';
import { EventStream } from '../../electron/supervisor/event-stream.ts';
import { type OpenAlerts, openAlerts } from '../../electron/supervisor/open-alerts.ts';
import { exhibitOf } from '../config/support.ts';
import { closeServer } from '../support/close-server.ts';
import { listen } from '../support/listen.ts';
import { snapshot } from '../support/snapshot.ts';
import { until } from '../support/until.ts';

const TOKEN = 'tk_of_the_lantern_9f8e';
const PICTURE = Uint8Array.from([0xff, 0xd8, 1, 2]);

let folder: string;
let server: Server;
let got: Message[];
let exhibit: Exhibit;
let alerts: OpenAlerts;
let stream: EventStream;
let close: () => Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-alerts-'));
  got = [];
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    got.push(JSON.parse(Buffer.concat(parts).toString('utf8')));
    response.end();
  });
  const port = await listen(server);
  const environment = {
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
  };
  const paths = exhibitPaths('lantern', environment);
  makeFolders(paths, environment);
  mkdirSync(join(paths.config, 'secrets'), { recursive: true });
  writeFileSync(join(paths.config, 'secrets/token'), `${TOKEN}\n`);
  exhibit = {
    ...exhibitOf(`schema = 1
[exhibit]
name = "lantern"
title = "The Lantern Room"
[service.audio]
command = "audio"
[dashboard]
address = "https://lantern.example.org"
[[alerts.to]]
kind = "webhook"
url = "http://127.0.0.1:${port}/"
[[alerts.to]]
kind = "command"
command = ["sh", "-c", "echo ${TOKEN} >&2; exit 1"]
level = "fatal"
`),
    folder,
  };
  const log = openLog({ folder: paths.log, runtimeFolder: paths.runtime, exhibit: 'lantern', journal: false });
  await log.ready();
  log.open('audio', { sizeBytes: 1e6, keep: 1 });
  log.note('audio', `signing in with ${TOKEN}`, 'info');
  stream = new EventStream((error) => {
    throw error;
  });
  const incident = { number: 7, id: 'i-1', service: 'audio', startedAt: Date.now(), endedAt: null, document: {}, hasPicture: true };
  alerts = openAlerts({
    paths,
    exhibit: () => exhibit,
    snapshot: () => snapshot({ services: snapshot().services.map((one) => (one.name === 'audio' ? { ...one, state: 'failed' } : one)) }),
    stream,
    recorder: {
      openIncident: () => 'i-1',
      history: { recent: async () => [incident], picture: async () => PICTURE },
    },
    onMachineCheck: () => () => undefined,
    healthy: () => true,
    environment: () => process.env,
    after: Promise.resolve(),
    log,
  });
  close = async () => {
    await alerts.close();
    await log.close();
  };
});
afterEach(async () => {
  await close();
  await closeServer(server);
  rmSync(folder, { recursive: true, force: true });
});

it('an alert reaches who is to be told, with lines of the log and without secrets, and is seen in the document', async () => {
  stream.alert({ kind: 'gave-up', level: 'error', service: 'audio', reason: 'exit status 78' }, 'exit status 78');
  const message = await until('it has come', () => got.find(({ kind }) => kind === 'gave-up'), 20_000);
  expect(message).toMatchObject({
    act: 'raise',
    level: 'error',
    service: 'audio',
    exhibit: { name: 'lantern', title: 'The Lantern Room' },
    incident: 'i-1',
    link: 'https://lantern.example.org',
  });
  expect(message.logTail).toEqual(['signing in with [secret token]']);
  const document = await until('it is noted', async () => {
    const now = alertsSchema.parse(await alerts.status());
    return now.messages[0]?.state === 'delivered' ? now : null;
  });
  expect(document.receivers).toMatchObject([
    { name: 'webhook', kind: 'webhook', waiting: 0, dropped: 0, problem: null, next_try_at: null },
    { name: 'command', kind: 'command', waiting: 0, delivered_at: null },
  ]);
  expect(document.messages).toMatchObject([{ receiver: 'webhook', state: 'delivered', service: 'audio', tries: 1 }]);
  expect(alerts.counts()).toEqual([
    { name: 'webhook', kind: 'webhook', waiting: 0, delivered: 1, later: 0, dropped: 0 },
    { name: 'command', kind: 'command', waiting: 0, delivered: 0, later: 0, dropped: 0 },
  ]);
});

it('a test alert says which receiver took it, and why another did not, without secrets', async () => {
  const test = await alerts.test(null);
  expect(test?.receivers).toEqual([
    { name: 'webhook', kind: 'webhook', outcome: 'delivered', detail: 'status 200', took_ms: expect.any(Number) },
    {
      name: 'command',
      kind: 'command',
      outcome: 'failed',
      detail: 'it ended with exit status 1: [secret token]',
      took_ms: expect.any(Number),
    },
  ]);
  expect(got).toMatchObject([{ kind: 'test', act: 'note', title: 'Test alert' }]);
  expect((await alerts.test('webhook'))?.receivers).toHaveLength(1);
  expect(await alerts.test('nobody')).toBe(null);
});

it('receivers of a file that was read again take over', async () => {
  exhibit = { ...exhibit, alerts: { ...exhibit.alerts, to: [{ kind: 'log', name: 'log', level: 'fatal' }] } };
  alerts.adopt();
  stream.alert({ kind: 'gave-up', level: 'error', service: 'audio', reason: 'exit status 78' }, 'exit status 78');
  expect((await alerts.test(null))?.receivers).toMatchObject([{ name: 'log', outcome: 'delivered' }]);
  expect((await alerts.status()).receivers).toMatchObject([{ name: 'log' }]);
  expect(got).toEqual([]);
});
