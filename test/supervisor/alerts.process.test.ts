/** A whole supervisor whose core fails, and somebody who is told by webhook. */
import { createServer, request, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../../electron/alert/message.ts';
import { type Alerts, alertsSchema, alertTestSchema } from '../../electron/documents/alerts.ts';
import { closeServer } from '../support/close-server.ts';
import { Running } from '../support/running.ts';
import { until } from '../support/until.ts';

let running: Running;
let server: Server;
let got: Message[];
let isBusy: boolean;
let ids: Set<string>;

beforeEach(async () => {
  got = [];
  ids = new Set();
  isBusy = false;
  server = createServer(async (asked, response) => {
    const parts: Buffer[] = [];
    for await (const part of asked) parts.push(part);
    ids.add(String(asked.headers['idempotency-key']));
    if (isBusy) return void response.writeHead(503).end();
    got.push(JSON.parse(Buffer.concat(parts).toString('utf8')));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  running = new Running(`[service.core]
command = ["sh", "-c", "echo the last words; exit 78"]
give_up = [78]
[[alerts.to]]
kind = "webhook"
url = "http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/"
`);
});
afterEach(async () => {
  await running.remove();
  await closeServer(server);
});

const told = (act: Message['act'], kind: string) => got.find((message) => message.act === act && message.kind === kind);

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

it('what breaks is told with its last words, and its end on the same thread', async () => {
  await running.start();
  const raise = await until('it is told', () => told('raise', 'gave-up'), 20_000);
  expect(raise).toMatchObject({ service: 'core', level: 'error', incident: expect.any(String) });
  expect(raise.logTail.join('\n')).toContain('the last words');
  expect((await document()).receivers).toMatchObject([{ name: 'webhook', problem: null }]);
  await running.command('stop');
  const clear = await until('its end is told', () => got.find(({ act }) => act === 'clear'), 50_000);
  expect(clear.thread).toBe(raise.thread);
});

it('what could not be told outlives the supervisor, under the same id', async () => {
  isBusy = true;
  await running.start();
  await until('it was tried', async () => (await document()).receivers[0]?.problem === 'it answers with status 503', 20_000);
  running.signal('SIGKILL');
  await running.ended();
  const tried = [...ids];
  isBusy = false;
  await running.start();
  const raise = await until('it is told', () => told('raise', 'gave-up'), 20_000);
  expect(tried).toContain(raise.id);
});

it('a test alert is one command', async () => {
  await running.start();
  const { status, body } = await running.command('test-alert', { receiver: 'webhook' });
  expect(status).toBe(200);
  expect(alertTestSchema.parse(JSON.parse(body)).receivers).toMatchObject([{ name: 'webhook', outcome: 'delivered' }]);
  expect(told('note', 'test')).toBeDefined();
  expect((await running.command('test-alert', { receiver: 'nobody' })).status).toBe(400);
});
