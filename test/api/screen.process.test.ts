/** The door of the screen: who may come in, and for what. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { padSchema, signedInSchema } from '../../electron/documents/sign-in.ts';
import { ask, openTestDoors } from './doors.ts';

let doors: Awaited<ReturnType<typeof openTestDoors>>;

beforeEach(async () => {
  doors = await openTestDoors();
});
afterEach(() => doors.close());

const SCREEN = { 'x-invigil-door': 'screen' };
const FLOOR = { ...SCREEN, 'x-invigil-session': 'abc' };

const get = (path: string, headers: Record<string, string>) => ask(doors.socketPath, 'GET', path, { headers });
const post = (path: string, headers: Record<string, string>, body?: object) =>
  ask(doors.socketPath, 'POST', path, { headers, ...(body && { body: JSON.stringify(body) }) });

describe('nobody at the screen', () => {
  it.each([
    '/healthz',
    '/api/v1/status',
    '/api/v1/overview',
    '/api/v1/health',
    '/api/v1/events',
    '/api/v1/openapi.json',
    '/api/v1/nothing',
    '/',
  ])('cannot read %s', async (path) => {
    for (const headers of [SCREEN, { ...SCREEN, 'x-invigil-session': 'other' }, { ...SCREEN, 'x-invigil-session': '' }]) {
      expect(await get(path, headers)).toMatchObject({ status: 401, body: { type: 'urn:invigil:problem:not-signed-in' } });
    }
  });

  it('sees the pad', async () => {
    doors.screen.allowed = ['volume'];
    const { status, body } = await get('/api/v1/sign-in', SCREEN);
    expect(status).toBe(200);
    expect(padSchema.parse(body)).toEqual({ pins: true, wait_ms: 1_235, without_pin: ['volume'] });
  });

  it('sees the sentence only where no PIN is set', async () => {
    doors.screen.pins = false;
    const { body } = await get('/api/v1/sign-in', SCREEN);
    expect(padSchema.parse(body)).toMatchObject({ pins: false, sentence: { text: 'Everything is running.' } });
    doors.screen.pins = true;
    expect((await get('/api/v1/sign-in', SCREEN)).body).not.toHaveProperty('sentence');
  });

  it('hears how loud it is where anybody may change that', async () => {
    doors.screen.allowed = ['restart'];
    expect((await get('/api/v1/sound', SCREEN)).status).toBe(401);
    doors.screen.allowed = ['volume'];
    // Let through, to an API that has no sound here.
    expect((await get('/api/v1/sound', SCREEN)).status).toBe(404);
    expect((await get('/api/v1/overview', SCREEN)).status).toBe(401);
  });

  it('may do what the file allows to anybody, and nothing else', async () => {
    doors.screen.allowed = ['restart'];
    expect(await post('/api/v1/commands/restart', SCREEN, { service: 'audio' })).toMatchObject({ status: 200 });
    expect(doors.port.asked).toEqual([{ command: { name: 'restart', service: 'audio' }, by: 'somebody at the screen' }]);
    expect(doors.audit.map(({ line }) => line)).toEqual(['somebody at the screen asked to restart audio: done']);
    for (const path of [
      'stop',
      'reload',
      'pause',
      'restart/',
      'restart?',
      'Restart',
      'restar%74',
      'restart/../stop',
      'restart/..%2fstop',
    ]) {
      expect((await post(`/api/v1/commands/${path}`, SCREEN, {})).status).toBe(401);
    }
    expect((await get('/api/v1/commands/restart', SCREEN)).status).toBe(401);
    expect(doors.port.asked).toHaveLength(1);
  });

  it('cannot claim to be somebody', async () => {
    expect((await post('/api/v1/commands/restart', { ...SCREEN, 'x-invigil-actor': 'alice (cli)' }, {})).status).toBe(401);
    expect(doors.port.asked).toEqual([]);
  });
});

describe('who has signed in', () => {
  it('reads everything', async () => {
    for (const path of ['/healthz', '/api/v1/status', '/api/v1/overview', '/api/v1/health', '/api/v1/openapi.json', '/api/v1/sign-in']) {
      expect((await get(path, FLOOR)).status).toBe(200);
    }
  });

  it('does what the role allows, in their own name', async () => {
    const headers = { ...FLOOR, 'x-invigil-actor': 'somebody else' };
    expect(await post('/api/v1/commands/restart', headers, { service: 'audio' })).toMatchObject({ status: 200 });
    expect(doors.port.asked).toEqual([{ command: { name: 'restart', service: 'audio' }, by: 'floor (screen)' }]);
    expect(await post('/api/v1/commands/reload', FLOOR, {})).toMatchObject({
      status: 403,
      body: { detail: '"reload" needs the role admin, floor (screen) has the role staff.' },
    });
    doors.screen.person = { name: 'floor', role: 'view' };
    expect((await post('/api/v1/commands/restart', FLOOR, {})).status).toBe(403);
    doors.screen.allowed = ['restart'];
    expect((await post('/api/v1/commands/restart', FLOOR, {})).status).toBe(200);
  });

  it('is nobody any more when the session has ended', async () => {
    doors.screen.person = null;
    expect((await get('/api/v1/status', FLOOR)).status).toBe(401);
  });

  it('signs out', async () => {
    expect(await post('/api/v1/sign-out', FLOOR)).toMatchObject({ status: 200, body: {} });
    expect(doors.screen.ended).toEqual(['abc']);
  });
});

describe('signing in', () => {
  it('answers with the session', async () => {
    doors.screen.answer = { outcome: 'done', session: 'abc', name: 'floor', role: 'staff' };
    const { status, body } = await post('/api/v1/sign-in', SCREEN, { pin: '4711' });
    expect(status).toBe(200);
    expect(signedInSchema.parse(body)).toEqual({ session: 'abc', name: 'floor', role: 'staff' });
    expect(doors.screen.typed).toEqual(['4711']);
  });

  it.each([
    [{ outcome: 'wrong-pin', waitMs: 0 }, 401, "This is nobody's PIN. Try again.", 0],
    [{ outcome: 'wrong-pin', waitMs: 4_999.2 }, 401, "This is nobody's PIN. The next PIN is taken in 5 s.", 5_000],
    [{ outcome: 'too-many-tries', waitMs: 1_200 }, 429, 'No PIN is taken now. The next PIN is taken in 2 s.', 1_200],
    [{ outcome: 'no-pins' }, 403, 'No PIN is set, so nobody can sign in at the screen. Set one with: invigil pin NAME', undefined],
  ] as const)('that fails says why, and when it is taken again: %o', async (answer, status, detail, wait) => {
    doors.screen.answer = answer;
    const { body, ...rest } = await post('/api/v1/sign-in', SCREEN, { pin: '4711' });
    expect(rest.status).toBe(status);
    expect(body).toMatchObject({ type: `urn:invigil:problem:${answer.outcome}`, detail });
    expect(body).toHaveProperty('status', status);
    if (wait !== undefined) expect(body).toHaveProperty('wait_ms', wait);
  });

  it.each([
    '{"pin":4711}',
    '{"pin":""}',
    `{"pin":"${'4711'.repeat(17)}"}`,
    '{"pin":["4711"]}',
    '{"pin":"4711","role":"admin"}',
    '{"pin":"4711"',
    '4711',
    '"4711"',
    '{"__proto__":{"pin":"4711"}}',
  ])('takes no %s, and repeats nothing of it', async (body) => {
    const answer = await ask(doors.socketPath, 'POST', '/api/v1/sign-in', { headers: SCREEN, body });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toContain('4711');
    expect(doors.log.join()).not.toContain('4711');
    expect(doors.screen.typed).toEqual([]);
  });
});

describe('what is not clearly one door or the other is refused', () => {
  it.each<Record<string, string>>([
    { 'x-invigil-door': 'Screen' },
    { 'x-invigil-door': '' },
    { 'x-invigil-door': 'screen, screen' },
    { 'x-invigil-door': 'dashboard' },
    { 'x-invigil-session': 'abc' },
    { 'x-invigil-session': '' },
  ])('%o', async (headers) => {
    expect(await get('/api/v1/status', headers)).toMatchObject({ status: 400, body: { type: 'urn:invigil:problem:bad-request' } });
    expect((await post('/api/v1/commands/restart', headers, {})).status).toBe(400);
    expect(doors.port.asked).toEqual([]);
  });
});

it('is no part of the description: it is between shell and supervisor alone', async () => {
  const { body } = await get('/api/v1/openapi.json', {});
  expect(JSON.stringify(body)).toContain('/api/v1/session');
  expect(JSON.stringify(body)).not.toContain('/api/v1/sign-');
});
