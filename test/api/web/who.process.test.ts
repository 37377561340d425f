/** Who may come in over the network, and for what. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionSchema } from '../../../electron/documents/session.ts';
import { snapshot } from '../../support/snapshot.ts';
import { until } from '../../support/until.ts';
import { type OpenWeb, openWeb } from './web-doors.ts';

let web: OpenWeb;

beforeEach(async () => {
  web = await openWeb();
});
afterEach(() => web.close());

const problem = (kind: string) => ({ type: `urn:invigil:problem:${kind}` });

describe('nobody', () => {
  it.each([
    ['GET', '/api/v1/status'],
    ['GET', '/api/v1/told'],
    ['GET', '/api/v1/events'],
    ['GET', '/api/v1/openapi.json'],
    ['GET', '/api/v1/nothing'],
    ['GET', '/api/v1/sign-in'],
    ['POST', '/api/v1/sign-in'],
    ['POST', '/api/v1/commands/restart'],
    ['GET', '/nothing'],
    ['OPTIONS', '/api/v1/commands/restart'],
  ])('may not %s %s', async (method, path) => {
    for (const headers of [
      {},
      { cookie: 'invigil=other' },
      { cookie: '__Host-invigil=admin-session' },
      { authorization: 'Bearer other' },
      { authorization: 'Bearer' },
      { authorization: 'Basic YWRtaW46YWRtaW4=' },
      // A token that is none is not made good by a session.
      { authorization: 'Bearer other', cookie: 'invigil=admin-session' },
      // Of the socket's doors nothing counts here.
      { 'x-invigil-door': 'screen', 'x-invigil-session': 'abc' },
      { 'x-invigil-actor': 'kiosk' },
    ]) {
      const own = { origin: `http://127.0.0.1:${web.port}` };
      const answer = await web.ask(method, path, { headers: { ...own, ...headers } });
      expect(answer, JSON.stringify(headers)).toMatchObject({ status: 401, body: problem('not-signed-in') });
      expect(answer.headers).toMatchObject({ 'www-authenticate': 'Bearer', 'content-type': expect.stringContaining('problem+json') });
    }
    expect(web.supervisor.asked).toEqual([]);
  });

  it('may ask whether it is all right', async () => {
    expect(await web.ask('GET', '/healthz')).toMatchObject({ status: 200, body: { state: 'running' } });
    web.supervisor.now = snapshot({ state: 'safe-mode' });
    expect((await web.ask('GET', '/healthz')).status).toBe(503);
  });

  it('learns that a sign-in is needed, and nothing else', async () => {
    web.network.wait = 1_234.5;
    const { status, body } = await web.ask('GET', '/api/v1/session');
    expect(status).toBe(200);
    expect(sessionSchema.parse(body)).toEqual({ passwords: true, wait_ms: 1_235, signed_in: null, title: null, locale: 'en' });
  });
});

describe.each([['as'], ['token']] as const)('somebody, by %s', (way) => {
  it('reads', async () => {
    const { status, headers } = await web.ask('GET', '/api/v1/status', { [way]: 'view' });
    expect({ status, cache: headers['cache-control'] }).toEqual({ status: 200, cache: 'no-store' });
    expect((await web.ask('GET', '/api/v1/session', { [way]: 'view' })).body).toEqual({
      passwords: true,
      wait_ms: 0,
      signed_in: { name: 'view', role: 'view' },
      title: 'The Lantern Room',
      locale: 'en',
      time_zone: 'Europe/Berlin',
    });
  });

  it('does what the role allows, and is named', async () => {
    const door = way === 'as' ? 'dashboard' : 'token';
    expect((await web.ask('POST', '/api/v1/commands/restart', { [way]: 'view' })).body).toMatchObject({
      ...problem('not-allowed'),
      detail: `"restart" needs the role staff, view (${door}) has the role view.`,
    });
    expect((await web.ask('POST', '/api/v1/commands/reload', { [way]: 'staff' })).status).toBe(403);
    expect(web.supervisor.asked).toEqual([]);
    expect((await web.ask('POST', '/api/v1/commands/restart', { [way]: 'staff', body: '{"service":"audio"}' })).status).toBe(200);
    expect(web.supervisor.asked).toEqual([{ command: { name: 'restart', service: 'audio' }, by: `staff (${door})` }]);
    expect(web.audit.at(-1)?.line).toBe(`staff (${door}) asked to restart audio: done`);
  });

  it('confirms what needs it, and nobody else does', async () => {
    const first = await web.ask('POST', '/api/v1/commands/reboot', { [way]: 'admin' });
    expect(first).toMatchObject({ status: 428, body: { confirmation: { token: expect.any(String) } } });
    const { confirmation } = first.body as { confirmation: { token: string } };
    const headers = { 'x-invigil-confirmation': confirmation.token };
    web.network.people.set('other', { name: 'other', role: 'admin' });
    expect((await web.ask('POST', '/api/v1/commands/reboot', { [way]: 'other', headers })).status).toBe(428);
    expect(web.supervisor.beside).toEqual([]);
    const again = await web.ask('POST', '/api/v1/commands/reboot', { [way]: 'admin' });
    const { confirmation: own } = again.body as { confirmation: { token: string } };
    const confirmed = { [way]: 'admin', headers: { 'x-invigil-confirmation': own.token } };
    expect((await web.ask('POST', '/api/v1/commands/reboot', confirmed)).status).toBe(200);
    expect((await web.ask('POST', '/api/v1/commands/reboot', confirmed)).status).toBe(428);
    expect(web.supervisor.beside).toEqual(['reboot']);
  });

  it('is nobody any more when they have left the file', async () => {
    web.network.people.delete('admin');
    expect((await web.ask('GET', '/api/v1/status', { [way]: 'admin' })).status).toBe(401);
  });

  it('has no PIN pad', async () => {
    const answer = await web.ask('POST', '/api/v1/sign-in', { [way]: 'admin', body: '{"pin":"4711"}' });
    expect(answer).toMatchObject({ status: 404, body: problem('not-found') });
  });
});

describe('signing in', () => {
  const credentials = { name: 'staff', password: 'correct horse' };
  const signIn = (body: string, headers = {}) =>
    web.ask('POST', '/api/v1/session', { body, headers: { origin: `http://127.0.0.1:${web.port}`, ...headers } });

  it('gives a cookie that no script reads and no other site sends', async () => {
    web.network.answer = { outcome: 'done', session: 'staff-session', name: 'staff', role: 'staff' };
    const { status, headers, body } = await signIn(JSON.stringify(credentials));
    expect(status).toBe(200);
    expect(headers['set-cookie']).toEqual(['invigil=staff-session; Path=/; HttpOnly; SameSite=Strict']);
    expect(sessionSchema.parse(body)).toMatchObject({ signed_in: { name: 'staff', role: 'staff' }, title: 'The Lantern Room' });
    expect(web.network.tried).toEqual(['staff correct horse']);
  });

  it('again ends the session before', async () => {
    web.network.answer = { outcome: 'done', session: 'staff-session', name: 'staff', role: 'staff' };
    await signIn(JSON.stringify(credentials), { cookie: 'invigil=view-session' });
    expect(web.network.ended).toEqual(['view-session']);
  });

  it('behind a proxy with TLS gives a cookie for TLS alone', async () => {
    web.network.answer = { outcome: 'done', session: 'staff-session', name: 'staff', role: 'staff' };
    const name = 'lantern.example.org';
    const behind = { host: name, origin: `https://${name}`, 'x-forwarded-proto': 'https' };
    const { headers } = await signIn(JSON.stringify(credentials), behind);
    expect(headers['set-cookie']).toEqual(['__Host-invigil=staff-session; Path=/; HttpOnly; Secure; SameSite=Strict']);
    expect((await web.ask('GET', '/api/v1/status', { headers: { ...behind, cookie: '__Host-invigil=staff-session' } })).status).toBe(200);
    expect((await web.ask('GET', '/api/v1/status', { headers: { ...behind, cookie: 'invigil=staff-session' } })).status).toBe(401);
    // Only for a name that the file gives: what asks by number is no proxy.
    const direct = await signIn(JSON.stringify(credentials), { 'x-forwarded-proto': 'https' });
    expect(direct.headers['set-cookie']?.[0]).not.toContain('Secure');
  });

  it.each([
    [{ outcome: 'wrong', waitMs: 0 }, 401, 'wrong-password', 'The name or the password is wrong. Try again.', 0],
    [{ outcome: 'wrong', waitMs: 4_999.2 }, 401, 'wrong-password', 'The next password is taken in 5 s.', 5_000],
    [{ outcome: 'too-many-tries', waitMs: 1_200 }, 429, 'too-many-tries', 'The next password is taken in 2 s.', 1_200],
    [{ outcome: 'no-passwords' }, 403, 'no-passwords', 'invigil password NAME', undefined],
  ] as const)('that fails says why, and when it is taken again: %o', async (answer, status, kind, detail, wait) => {
    web.network.answer = answer;
    const { body, headers, ...rest } = await signIn(JSON.stringify(credentials));
    expect(rest.status).toBe(status);
    expect(body).toMatchObject({ ...problem(kind), detail: expect.stringContaining(detail) });
    expect(body).toHaveProperty('status', status);
    if (wait !== undefined) expect(body).toHaveProperty('wait_ms', wait);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['retry-after']).toBe(wait === undefined || wait === 0 ? undefined : `${Math.ceil(wait / 1_000)}`);
  });

  it.each([
    '{"name":"staff","password":4711}',
    '{"name":"staff"}',
    '{"name":"","password":"4711"}',
    '{"name":"staff","password":""}',
    '{"name":"staff","password":"4711","role":"admin"}',
    `{"name":"staff","password":"${'4711'.repeat(300)}"}`,
    '{"name":"staff","password":"4711"',
    '["staff","4711"]',
    '{"__proto__":{"name":"staff"},"password":"4711"}',
    '',
  ])('takes no %s, and repeats nothing of it', async (body) => {
    const answer = await signIn(body);
    expect(answer.status).toBe(400);
    expect(answer.text + web.log.join()).not.toContain('4711');
    expect(web.network.tried).toEqual([]);
  });

  it('ends when they sign out, with the streams that they read', async () => {
    const events = await web.open('GET', '/api/v1/events', { as: 'staff' });
    const told = await web.open('GET', '/api/v1/told', { as: 'staff' });
    const other = await web.open('GET', '/api/v1/events', { as: 'admin' });
    let over = 0;
    for (const stream of [events, told]) stream.resume().on('end', () => (over += 1));
    let isOtherOver = false;
    other.resume().on('close', () => (isOtherOver = true));
    const answer = await web.ask('DELETE', '/api/v1/session', { as: 'staff' });
    expect(answer).toMatchObject({ status: 200, body: { signed_in: null } });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^invigil=; .*Expires=Thu, 01 Jan 1970/);
    expect(web.network.ended).toEqual(['staff-session']);
    await until('their streams end', () => over === 2);
    expect(isOtherOver).toBe(false);
    expect(web.tellers.size).toBe(0);
    expect((await web.ask('GET', '/api/v1/status', { as: 'staff' })).status).toBe(401);
  });
});

describe('streams', () => {
  it('go on where the reader was', async () => {
    const read = async (headers: Record<string, string>, enough: RegExp) => {
      const stream = await web.open('GET', '/api/v1/events', { as: 'view', headers });
      let text = '';
      stream.setEncoding('utf8').on('data', (part: string) => (text += part));
      web.supervisor.emit('alert', { n: 1 });
      await until('the events', () => enough.test(text));
      stream.destroy();
      return text;
    };
    const first = await read({}, /"n":1/);
    web.supervisor.emit('alert', { n: 2 });
    const id = /^id: (.+)$/m.exec(first)?.[1] ?? '';
    expect(await read({ 'last-event-id': id }, /"n":2.*"n":1/s)).not.toContain('gap');
  });

  it('are refused when what is asked for does not fit', async () => {
    expect(await web.ask('GET', '/api/v1/told?service=display', { as: 'view' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('service: ') },
    });
    expect((await web.ask('GET', '/api/v1/told?other=1', { as: 'view' })).status).toBe(400);
    expect(web.tellers.size).toBe(0);
  });

  it('tell what they follow, from the first on, and stop with the reader', async () => {
    const stream = await web.open('GET', '/api/v1/told?service=core', { as: 'view' });
    let text = '';
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
    await until('it is followed', () => web.tellers.size === 1);
    for (const tell of web.tellers) tell({ text: 'a\nb <script>' });
    await until('it is told', () => text.includes('script'));
    expect(text).toBe('retry: 1000\n\nevent: told\ndata: {"first":true}\n\nevent: told\ndata: {"text":"a\\nb <script>"}\n\n');
    stream.destroy();
    await until('nobody follows', () => web.tellers.size === 0);
  });
});
