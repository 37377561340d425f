/** A whole supervisor whose services fail, and somebody who is told by webhook. */
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../../electron/alert/message.ts';
import { type Alerts, alertsSchema, alertTestSchema } from '../../electron/documents/alerts.ts';
import { closeServer } from '../support/close-server.ts';
import { listen } from '../support/listen.ts';
import { Running } from '../support/running.ts';
import { until } from '../support/until.ts';

/** A service that was restarted is ready after one second: on a busy machine too it has this time. */
const QUIET_S = 6;
/** A start, some failures and their ends, on a busy machine. */
const LONG_MS = 150_000;
const DEADLINE_MS = 45_000;

let running: Running;
let server: Server;
let port: number;
let got: Message[];
let isBusy: boolean;
let ids: Set<string>;

/** `core` and `audio`: neither can run while there is a file of its name beside it. */
beforeEach(async () => {
  got = [];
  ids = new Set();
  isBusy = false;
  port = await listenAt(0);
  running = new Running(`[service.core]
command = ["sh", "-c", "test -e broken-core && exit 78; exec sleep 1000"]
give_up = [78]
[service.audio]
command = ["sh", "-c", "test -e broken-audio && { echo the last words; exit 78; }; exec sleep 1000"]
give_up = [78]
[dashboard]
listen = []
[metrics]
listen = []
[alerts]
quiet_for = "${QUIET_S}s"
levels = { paused = "warning", resumed = "warning" }
[[alerts.to]]
kind = "webhook"
url = "http://127.0.0.1:${port}/"
`);
});
afterEach(async () => {
  await running.remove();
  await closeServer(server);
});

async function listenAt(at: number): Promise<number> {
  server = createServer(async (asked, response) => {
    const parts: Buffer[] = [];
    for await (const part of asked) parts.push(part);
    ids.add(String(asked.headers['idempotency-key']));
    if (isBusy) return void response.writeHead(503).end();
    got.push(JSON.parse(Buffer.concat(parts).toString('utf8')));
    response.end();
  });
  return listen(server, at);
}

const told = (act: Message['act'], service: string | null) => got.find((message) => message.act === act && message.service === service);
const inWords = () => got.map(({ act, kind, service }) => `${act} ${kind} ${service}`);
const log = () => running.log('invigil') + running.log('core') + running.log('audio');
const everythingRuns = () => running.reaches('audio running, core running');

function document(): Promise<Alerts> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: running.socket, path: '/api/v1/alerts' }, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      resolve(alertsSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8'))));
    });
    asked.on('error', reject).end();
  });
}

async function started(): Promise<void> {
  await running.start();
  await everythingRuns();
}

async function killCore(): Promise<void> {
  const { pid, restarts } = await running.service('core');
  if (pid === null) throw new Error('core does not run');
  process.kill(pid, 'SIGKILL');
  await until(
    'core runs again',
    async () => {
      const now = await running.service('core');
      return now.restarts > restarts && now.state === 'running';
    },
    DEADLINE_MS,
  );
}

const broken = (service: string) => join(running.folder, 'exhibit', `broken-${service}`);

/** From now on it cannot run. */
async function breaks(service: string): Promise<void> {
  writeFileSync(broken(service), '');
  await running.command('restart', { service });
  await until(`${service} has failed`, async () => (await running.service(service)).state === 'failed', DEADLINE_MS);
}

async function mends(service: string): Promise<void> {
  rmSync(broken(service));
  await running.command('restart', { service });
  await everythingRuns();
}

async function wellForLong(): Promise<boolean> {
  const { since } = await running.service('audio');
  return since !== null && Date.now() - Date.parse(since) > (QUIET_S + 2) * 1_000;
}

it(
  'a first crash that is mended is told to nobody, a second one once, and its end',
  async () => {
    await started();
    await killCore();
    await until('it is written down that nobody is told', () => log().includes('nobody is told (quiet)'), DEADLINE_MS);
    expect(got).toEqual([]);
    await killCore();
    const clear = await until('the end is told', () => told('clear', 'core'), DEADLINE_MS);
    expect(inWords()).toEqual(['raise restarting core', 'clear recovered core']);
    expect(clear.thread).toBe(told('raise', 'core')?.thread);
    // An end in order is nothing wrong.
    running.signal('SIGTERM');
    await running.ended();
    expect(got).toHaveLength(2);
  },
  LONG_MS,
);

it(
  'what breaks is told with its last words, and its end on the same thread by the supervisor after the killed one',
  async () => {
    await started();
    await breaks('audio');
    const raise = await until('it is told', () => told('raise', 'audio'), DEADLINE_MS);
    expect(raise).toMatchObject({ kind: 'gave-up', level: 'error', incident: expect.any(String) });
    expect(raise.logTail.join('\n')).toContain('the last words');
    await until('it is noted', async () => (await document()).receivers[0]?.delivered_at, DEADLINE_MS);
    running.signal('SIGKILL');
    await running.ended();
    rmSync(broken('audio'));
    await started();
    const clear = await until('its end is told', () => told('clear', 'audio'), DEADLINE_MS);
    expect(clear.thread).toBe(raise.thread);
    expect(inWords()).toEqual(['raise gave-up audio', 'note started null', 'clear recovered audio']);
  },
  LONG_MS,
);

it(
  'a pause holds back even that something is good again',
  async () => {
    await started();
    await breaks('audio');
    await until('it is told', () => told('raise', 'audio'), DEADLINE_MS);
    await running.command('pause');
    await mends('audio');
    await until('it has been well for long enough', wellForLong, DEADLINE_MS);
    expect(inWords()).toEqual(['raise gave-up audio', 'note paused null']);
    await running.command('resume');
    await until('its end is told', () => told('clear', 'audio'), DEADLINE_MS);
    expect(inWords().slice(2)).toEqual(['note resumed null', 'clear recovered audio']);
  },
  LONG_MS,
);

it(
  'what happens while the network is away is told in order when it is back; what was over by then is not, and has no cooldown',
  async () => {
    await started();
    await closeServer(server);
    await breaks('audio');
    await mends('audio');
    await until('nobody hears of it', async () => (await document()).messages.some(({ state }) => state === 'dropped'), DEADLINE_MS);
    await breaks('core');
    await breaks('audio');
    await until('both wait', async () => (await document()).receivers[0]?.waiting === 2, DEADLINE_MS);
    await listenAt(port);
    await until('both are told', () => told('raise', 'audio'), DEADLINE_MS);
    expect(inWords().filter((words) => words.startsWith('raise'))).toEqual(['raise gave-up core', 'raise gave-up audio']);
  },
  LONG_MS,
);

it(
  'what could not be told outlives the supervisor, under the same id',
  async () => {
    isBusy = true;
    writeFileSync(broken('audio'), '');
    await running.start();
    await until('it was tried', async () => (await document()).receivers[0]?.problem === 'it answers with status 503', DEADLINE_MS);
    running.signal('SIGKILL');
    await running.ended();
    const tried = [...ids];
    isBusy = false;
    await running.start();
    const raise = await until('it is told', () => told('raise', 'audio'), DEADLINE_MS);
    expect(tried).toContain(raise.id);
  },
  LONG_MS,
);

it('a test alert is one command', async () => {
  await running.start();
  const { status, body } = await running.command('test-alert', { receiver: 'webhook' });
  expect(status).toBe(200);
  expect(alertTestSchema.parse(JSON.parse(body)).receivers).toMatchObject([{ name: 'webhook', outcome: 'delivered' }]);
  expect(inWords()).toEqual(['note test null']);
  expect((await running.command('test-alert', { receiver: 'nobody' })).status).toBe(400);
});
