import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWebhook } from '../../../electron/alert/receivers/webhook.ts';
import { secretReader } from '../../../electron/alert/secret.ts';
import type { WebhookSettings } from '../../../electron/config/exhibit.ts';
import { closeServer } from '../../support/close-server.ts';
import { listen } from '../../support/listen.ts';
import { message } from '../messages.ts';

const KEY = 'signing-key-of-the-test';

let server: Server;
let port: number;
let requests: { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  requests = [];
  answer = (response) => response.end('taken');
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      requests.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      answer(response);
    });
  });
  port = await listen(server);
});
afterEach(() => closeServer(server));

function webhook(settings: Partial<WebhookSettings> = {}) {
  const url = `http://127.0.0.1:${port}/hook`;
  return createWebhook(
    { name: 'hook', kind: 'webhook', url, secret: null, headers: {}, template: null, ...settings },
    { readSecret: secretReader({ KEY, ADDRESS: `${url}/a-secret-path`, BEARER: 'Bearer abc', WRONG: 'ftp://a-secret.example/' }) },
  );
}

const send = (settings: Partial<WebhookSettings> = {}, signal = new AbortController().signal) =>
  webhook(settings).send([message('4f5e')], { signal, picture: async () => null });

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end();

it('gets the message as JSON, with its id and no signature', async () => {
  expect(await send()).toEqual({ outcome: 'delivered', detail: 'status 200' });
  expect(requests).toHaveLength(1);
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual(message('4f5e'));
  expect(requests[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': '4f5e' });
  expect(requests[0]?.headers).not.toHaveProperty('x-invigil-signature');
});

it('signs the body with its time; address and headers may be secrets; the body may be of one’s own', async () => {
  const answered = await send({
    url: { env: 'ADDRESS' },
    secret: { env: 'KEY' },
    headers: { Authorization: { env: 'BEARER' }, 'X-Room': 'lantern' },
    template: '{ "text": {title} }',
  });
  expect(answered.outcome).toBe('delivered');
  const [request] = requests;
  expect(request?.path).toBe('/hook/a-secret-path');
  expect(request?.body).toBe('{ "text": "The sound has stopped (4f5e)" }');
  const timestamp = String(request?.headers['x-invigil-timestamp']);
  const signature = createHmac('sha256', KEY).update(`${timestamp}.${request?.body}`).digest('hex');
  expect(request?.headers).toMatchObject({
    authorization: 'Bearer abc',
    'x-room': 'lantern',
    'x-invigil-signature': `sha256=${signature}`,
  });
  expect(Math.abs(Number(timestamp) - Date.now() / 1_000)).toBeLessThan(60);
});

it.each([
  [204, {}, { outcome: 'delivered', detail: 'status 204' }],
  [429, { 'Retry-After': '17' }, { outcome: 'later', reason: 'it answers with status 429', afterMs: 17_000 }],
  [503, {}, { outcome: 'later', reason: 'it answers with status 503', afterMs: null }],
  [500, { 'Retry-After': 'Thu, 01 Jan 1970 00:00:00 GMT' }, { outcome: 'later', afterMs: 0 }],
  [408, {}, { outcome: 'later' }],
  [401, {}, { outcome: 'later' }],
  [403, {}, { outcome: 'later' }],
  [404, {}, { outcome: 'refused', reason: 'it answers with status 404' }],
  [413, {}, { outcome: 'refused' }],
])('status %i', async (code, headers, expected) => {
  answer = status(code, headers);
  expect(await send()).toMatchObject(expected);
});

it('does not follow a redirect', async () => {
  answer = status(307, { Location: '/elsewhere' });
  expect(await send()).toMatchObject({ outcome: 'later', reason: expect.stringContaining('a redirect, which is not followed') });
  expect(requests.map(({ path }) => path)).toEqual(['/hook']);
});

it('a server that breaks off, or is not there', async () => {
  answer = (response) => response.destroy();
  expect(await send()).toEqual({ outcome: 'later', reason: 'it broke the connection off', afterMs: null });
  await closeServer(server);
  expect(await send()).toEqual({ outcome: 'later', reason: 'nobody answers at its address and port', afterMs: null });
});

it('a server that says nothing is not waited for beyond the signal', async () => {
  const asked = Promise.withResolvers<void>();
  answer = () => asked.resolve();
  const ending = new AbortController();
  const sending = send({}, ending.signal);
  await asked.promise;
  ending.abort();
  expect(await sending).toEqual({ outcome: 'later', reason: 'it does not answer', afterMs: null });
});

it('an address that is none is told without it', async () => {
  const answered = await send({ url: { env: 'WRONG' } });
  expect(answered).toMatchObject({ outcome: 'later', reason: expect.stringContaining('has to begin with http:// or https://') });
  expect(JSON.stringify(answered)).not.toContain('a-secret');
});
