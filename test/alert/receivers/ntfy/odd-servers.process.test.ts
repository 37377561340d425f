/** What answers in place of an ntfy server, or before it: proxies, sign-in pages, slow lines. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createNtfy } from '../../../../electron/alert/receivers/ntfy.ts';
import { secretReader } from '../../../../electron/alert/secret.ts';
import { closeServer } from '../../../support/close-server.ts';
import { listen } from '../../../support/listen.ts';
import { message } from '../../messages.ts';

const PICTURE = new Uint8Array([0xff, 0xd8, 0xff]);
const TAKEN = '{"id":"a","event":"message","time":1}';

let server: Server;
let address: string;
let asked: string[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const told: string[] = [];

beforeEach(async () => {
  asked = [];
  told.length = 0;
  answer = (_, response) => void response.end(TAKEN);
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
    request.resume().on('error', () => undefined);
    answer(request, response);
  });
  address = `http://127.0.0.1:${await listen(server)}`;
});
afterEach(() => closeServer(server));

function phone(token = 'tk_secret') {
  const receiver = createNtfy(
    { name: 'phone', kind: 'ntfy', server: address, topic: 'lantern', token: { env: 'T' }, pictures: true, deadMansSwitch: null },
    { readSecret: secretReader({ T: token }), log: (_, text) => told.push(text) },
  );
  return (signal = AbortSignal.timeout(10_000)) =>
    receiver.send([message('a', { incident: 'i' })], { signal, picture: async () => PICTURE });
}

const status =
  (code: number, body = '', headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(code, headers).end(body);

it('a page that answers in its place has taken nothing', async () => {
  answer = status(200, '<html>Welcome to the guest network</html>');
  expect(await phone()()).toMatchObject({ outcome: 'later', reason: expect.stringContaining('no ntfy server') });
  answer = status(200, '{"ok":true}');
  expect(await phone()()).toMatchObject({ outcome: 'later' });
});

it('a redirect is not followed: the token goes nowhere else', async () => {
  const strangers: string[] = [];
  const other = createServer((request, response) => {
    strangers.push(String(request.headers.authorization));
    response.end(TAKEN);
  });
  answer = status(307, '', { Location: `http://127.0.0.1:${await listen(other)}/` });
  expect(await phone()()).toMatchObject({ outcome: 'later', reason: expect.stringContaining('a redirect, which is not followed') });
  await closeServer(other);
  expect(strangers).toEqual([]);
});

it.each([
  [500, '', 'later'],
  [502, '<html>', 'later'],
  [404, '', 'later'],
  [413, '<html>', 'later'],
  [400, '{"code":40009}', 'refused'],
  [507, '{"code":50701}', 'later'],
])('status %i %s means %s, with the picture and without', async (code, body, outcome) => {
  answer = status(code, body);
  expect(await phone()()).toMatchObject({ outcome });
  expect(asked).toEqual(['PUT /lantern Bearer tk_secret', 'POST / Bearer tk_secret']);
});

it('a limit is not asked a second time without the picture', async () => {
  answer = status(429, '{"code":42909}');
  expect(await phone()()).toEqual({ outcome: 'later', reason: 'too many failed sign-ins (ntfy error 42909)', afterMs: 3_600_000 });
  expect(asked).toHaveLength(1);
});

it("the day's bandwidth for pictures is the pictures' alone", async () => {
  const [limited, taken] = [status(429, '{"code":42905}'), status(200, TAKEN)];
  answer = (request, response) => (request.method === 'PUT' ? limited : taken)(request, response);
  expect(await phone()()).toMatchObject({ outcome: 'delivered' });
  expect(told).toEqual(['phone takes alerts and not their pictures: it answers with status 429 (ntfy error 42905)']);
});

it('a proxy that breaks off what is large gets it without the picture', async () => {
  answer = (request, response) => (request.method === 'PUT' ? request.socket.destroy() : response.end(TAKEN));
  expect(await phone()()).toMatchObject({ outcome: 'delivered' });
});

it('on a line that is too slow for the picture, the next try goes without it', async () => {
  const send = phone();
  const ending = new AbortController();
  answer = () => ending.abort();
  expect(await send(ending.signal)).toEqual({ outcome: 'later', reason: 'it does not answer', afterMs: null });
  answer = status(200, TAKEN);
  expect(await send()).toMatchObject({ outcome: 'delivered' });
  expect(asked.map((line) => line.split(' ')[0])).toEqual(['PUT', 'POST']);
});

it('a token that cannot be one is told without a word of it', async () => {
  const said = await phone('tk_größe geheim')();
  expect(said).toMatchObject({ outcome: 'later', reason: 'the token holds characters that no token has' });
  expect(asked).toEqual([]);
});
