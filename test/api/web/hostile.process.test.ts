/** What somebody on the network may try, each by a real client: refused, and nothing is done. */
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HEADERS } from '../../../electron/api/web/headers.ts';
import { until } from '../../support/until.ts';
import { type OpenWeb, openWeb } from './web-doors.ts';

let web: OpenWeb;

beforeEach(async () => {
  web = await openWeb();
});
afterEach(() => web.close());

const problem = (kind: string) => ({ type: `urn:invigil:problem:${kind}` });
const origin = () => `http://127.0.0.1:${web.port}`;

describe('a name that somebody lets point here (DNS rebinding)', () => {
  it.each([
    'evil.example.org',
    'localhost.evil.example.org',
    'lantern.example.org.evil.example.org',
    'xlantern.example.org',
    'lantern.example.org.',
    '127.0.0.2',
    '[::2]',
    '0.0.0.0',
    '192.168.1.5',
    'localhost@evil.example.org',
    'evil.example.org#localhost',
    'localhost/',
    'localhost:80:80',
    ' ',
  ])('Host: %s', async (host) => {
    for (const path of ['/', '/healthz', '/api/v1/session', '/api/v1/status']) {
      expect(await web.ask('GET', path, { token: 'admin', headers: { host } }), path).toMatchObject({
        status: 421,
        body: problem('wrong-host'),
      });
    }
  });

  it.each([
    'localhost',
    'LOCALHOST:1',
    '127.0.0.1',
    '127.0.0.1:9',
    '[::1]:7810',
    'lantern.example.org',
    'Lantern.Example.org:443',
    '127.1',
  ])('and what is right: %s', async (host) => {
    expect((await web.ask('GET', '/healthz', { headers: { host } })).status).toBe(200);
  });
});

describe('a page from elsewhere, with the cookie (CSRF)', () => {
  const post = (headers: Record<string, string>) =>
    web.ask('POST', '/api/v1/commands/restart', { headers: { cookie: 'invigil=admin-session', ...headers } });

  it.each<Record<string, string>>([
    {},
    { origin: 'null' },
    { origin: '' },
    { origin: 'http://evil.example.org' },
    { origin: 'http://127.0.0.1' },
    { origin: 'http://127.0.0.1:3000' },
    { origin: 'http://127.0.0.1.evil.example.org' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': '' },
    { 'sec-fetch-site': 'same-origin', origin: 'http://evil.example.org' },
    { referer: 'http://127.0.0.1/' },
    // Believed of a proxy for a name in the file alone.
    { 'x-forwarded-host': 'evil.example.org', origin: 'http://evil.example.org' },
  ])('changes nothing with %o', async (headers) => {
    expect(await post(headers)).toMatchObject({ status: 403, body: problem('wrong-origin') });
    expect(await web.ask('POST', '/api/v1/session', { headers, body: '{"name":"a","password":"b"}' })).toMatchObject({ status: 403 });
    expect(await web.ask('DELETE', '/api/v1/session', { headers: { cookie: 'invigil=admin-session', ...headers } })).toMatchObject({
      status: 403,
    });
    expect({ ...web.supervisor, tried: web.network.tried, ended: web.network.ended }).toMatchObject({ asked: [], tried: [], ended: [] });
  });

  it.each(['cross-site', 'same-site'])('reads nothing from %s', async (site) => {
    const headers = { cookie: 'invigil=admin-session', 'sec-fetch-site': site };
    for (const path of ['/api/v1/status', '/api/v1/session', '/api/v1/events']) {
      expect(await web.ask('GET', path, { headers }), path).toMatchObject({ status: 403, body: problem('wrong-origin') });
    }
    // A link leads to the page all the same.
    expect((await web.ask('GET', '/', { headers })).status).toBe(200);
  });

  it('learns nothing from a question before it (CORS)', async () => {
    const headers = {
      origin: 'http://evil.example.org',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const answer = await web.ask('OPTIONS', '/api/v1/commands/restart', { headers });
    expect(answer.status).toBe(401);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])('sends no form: %s', async (type) => {
    const headers = { 'content-type': type };
    expect(await web.ask('POST', '/api/v1/commands/restart', { as: 'admin', headers, body: '{}' })).toMatchObject({
      status: 415,
      body: problem('unsupported-media-type'),
    });
    expect(web.supervisor.asked).toEqual([]);
  });

  it.each<Record<string, string>>([{ 'sec-fetch-site': 'same-origin' }, { origin: 'own' }])('and what is right: %o', async (headers) => {
    const own = headers['origin'] === 'own' ? { origin: origin() } : headers;
    expect((await post(own)).status).toBe(200);
  });
});

describe('a path that leads elsewhere', () => {
  it.each([
    '/../outside.txt',
    '/..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/%2e%2e%2foutside.txt',
    '/assets/../../outside.txt',
    '/..\\outside.txt',
    '/..%5coutside.txt',
    '//outside.txt',
    '/%00/../outside.txt',
    '/index.html%00.js',
    '/.hidden',
    '/assets',
    '/assets/',
    '/%c0%ae%c0%ae/outside.txt',
    '/%',
    '/api/v1/../../outside.txt',
    '/api/v1/logs/..%2f..%2foutside',
    'http://127.0.0.1/../outside.txt',
  ])('%s', async (path) => {
    // Past what a client of HTTP would make of it.
    const answer = await web.raw(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer admin-token\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (400|401|404) /);
    expect(answer).toContain('problem+json');
    expect(answer).not.toMatch(/secret outside|not served/);
  });

  it('after which pages are still there, kept as long as their names say', async () => {
    expect(await web.ask('GET', '/')).toMatchObject({
      status: 200,
      text: expect.stringContaining('Dashboard'),
      headers: { 'cache-control': 'no-store' },
    });
    expect((await web.ask('GET', '/index.html')).headers).toMatchObject({ 'cache-control': 'no-store' });
    expect((await web.ask('GET', '/main-3QX7ZLKA.js')).headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript'),
    });
    // Only what was there when the supervisor started.
    writeFileSync(join(web.folder, 'dashboard', 'later.js'), '');
    expect((await web.ask('GET', '/later.js', { token: 'view' })).status).toBe(404);
  });
});

describe('too much', () => {
  it('of a body', async () => {
    const body = JSON.stringify({ for: 'x'.repeat(70_000) });
    expect(await web.ask('POST', '/api/v1/commands/pause', { as: 'admin', body })).toMatchObject({
      status: 413,
      body: problem('too-large'),
    });
    const chunk = `11800\r\n${'x'.repeat(0x1_18_00)}\r\n0\r\n\r\n`;
    const head =
      'POST /api/v1/commands/pause HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer admin-token\r\nContent-Type: application/json\r\n';
    expect(await web.raw(`${head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`)).toMatch(/^HTTP\/1\.1 413 /);
    expect(web.supervisor.asked).toEqual([]);
  });

  it('of a head', async () => {
    const answer = await web.raw(`GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('urn:invigil:problem:head-too-large');
  });

  it('of connections: who is one too many is closed, and others still come in', async () => {
    const sockets = Array.from({ length: 70 }, () => connect({ host: '127.0.0.1', port: web.port, localAddress: '127.0.0.7' }));
    let closed = 0;
    for (const socket of sockets) socket.on('error', () => socket.destroy()).on('close', () => (closed += 1));
    await until('six are closed', () => closed >= 6);
    expect((await web.ask('GET', '/healthz', { from: '127.0.0.8' })).status).toBe(200);
    expect(closed).toBe(6);
    for (const socket of sockets) socket.destroy();
    await until(
      'there is room again',
      async () => (await web.ask('GET', '/healthz', { from: '127.0.0.7' }).catch(() => null))?.status === 200,
    );
  });

  it('of connections from everywhere', async () => {
    const from = (n: number) => ({ host: '127.0.0.1', port: web.port, localAddress: `127.0.1.${Math.floor(n / 60) + 1}` });
    const sockets = Array.from({ length: 260 }, (_, n) => connect(from(n)));
    let closed = 0;
    for (const socket of sockets) socket.on('error', () => socket.destroy()).on('close', () => (closed += 1));
    await until('four are closed', () => closed >= 4, 20_000);
    await expect(web.ask('GET', '/healthz')).rejects.toThrow();
    expect(closed).toBe(4);
    for (const socket of sockets) socket.destroy();
    await until('there is room again', async () => (await web.ask('GET', '/healthz').catch(() => null))?.status === 200);
  });
});

describe('what is not one request (smuggling)', () => {
  const command =
    'POST /api/v1/commands/restart HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer admin-token\r\nContent-Length: 2\r\n\r\n{}';
  const head = 'POST /healthz HTTP/1.1\r\nHost: localhost\r\n';

  it.each([
    ['two lengths', `${head}Content-Length: 0\r\nContent-Length: ${command.length}\r\n\r\n${command}`],
    ['a length and chunks', `${head}Content-Length: ${command.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${command}`],
    ['chunks that are none', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${command}`],
    ['chunks twice', `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${command}`],
    ['a length with a sign', `${head}Content-Length: +0\r\n\r\n${command}`],
    ['a length of two numbers', `${head}Content-Length: 0, ${command.length}\r\n\r\n${command}`],
    ['a space before the colon', `${head}Content-Length : 0\r\n\r\n${command}`],
    ['a line that goes on', `${head}X: a\r\n Content-Length: 0\r\n\r\n`],
    ['bare line feeds', `GET /healthz HTTP/1.1\nHost: localhost\n\n${command}`],
    ['a chunk with a bad length', `${head}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${command}`],
    ['no host', `GET /healthz HTTP/1.1\r\n\r\n${command}`],
    ['a method that is none', `GARBAGE / HTTP/1.1\r\nHost: localhost\r\n\r\n${command}`],
    ['nothing of HTTP', `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${command}`],
  ])('%s is refused, and nothing behind it is heard', async (_, bytes) => {
    const answer = await web.raw(bytes);
    // The head may be answered before the body turns out to be none; then the connection ends.
    expect(answer.match(/HTTP\/1\.1 \d+/g)?.join()).toMatch(/^(HTTP\/1\.1 401,)?HTTP\/1\.1 400$/);
    expect(web.supervisor.asked).toEqual([]);
  });

  it('two hosts', async () => {
    const answer = await web.raw('GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example.org\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|21) /);
  });

  it('an answer to another protocol', async () => {
    const upgrade = 'Connection: upgrade, close\r\nUpgrade: websocket\r\n';
    expect(await web.raw(`GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`)).toMatch(/^HTTP\/1\.1 401 /);
    expect(await web.raw('CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n')).toBe('');
  });
});

it('a request that never ends is ended, while others are answered', async () => {
  const slow = web.raw('GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ');
  const silent = web.raw('');
  expect((await web.ask('GET', '/healthz')).status).toBe(200);
  expect(await slow).toMatch(/^HTTP\/1\.1 408 .*urn:invigil:problem:request-timeout/s);
  expect(await silent).toMatch(/^(HTTP\/1\.1 408 |$)/);
}, 120_000);

it('a method that an address does not take', async () => {
  const answer = await web.ask('PUT', '/api/v1/status', { token: 'admin' });
  expect(answer).toMatchObject({ status: 405, body: problem('method-not-allowed'), headers: { allow: 'GET' } });
  expect((await web.ask('GET', '/api/v1/commands/restart', { as: 'admin' })).headers).toMatchObject({ allow: 'POST' });
  expect((await web.ask('PROPFIND', '/', { token: 'admin' })).status).toBe(405);
  // Its body has no type, which nobody has asked for.
  expect((await web.ask('QUERY', '/healthz', { token: 'admin' })).status).toBe(405);
  expect((await web.ask('TRACE', '/healthz', { token: 'admin' })).status).toBe(405);
});

it('every answer carries the headers that keep pages apart, also one that is none of a route', async () => {
  expect((await web.ask('GET', '/')).headers).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'self'; .*object-src 'none'.*frame-ancestors 'none'$/),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
  const answers = [
    await web.ask('GET', '/'),
    await web.ask('GET', '/healthz'),
    await web.ask('GET', '/nothing'),
    await web.ask('GET', '/%'),
    await web.ask('GET', '/healthz', { headers: { host: 'evil.example.org' } }),
    await web.ask('GET', '/api/v1/status', { token: 'view' }),
    await web.ask('POST', '/api/v1/commands/nothing', { token: 'view' }),
  ];
  for (const { headers } of answers) expect(headers).toMatchObject(Object.fromEntries(HEADERS));
  const stream = await web.open('GET', '/api/v1/events', { token: 'view' });
  expect(stream.headers).toMatchObject(Object.fromEntries(HEADERS));
  stream.destroy();
});
