/** The dashboard's door of a whole supervisor: real people, real passwords, real tokens, every command. */
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { COMMANDS } from '../../../electron/command/commands.ts';
import { ROLES, type Role } from '../../../electron/command/entry.ts';
import { problemSchema } from '../../../electron/documents/problem.ts';
import { sessionSchema } from '../../../electron/documents/session.ts';
import { ApiGuests, GUESTS, type Guest, passwordOf } from '../../support/api-guests.ts';
import { joinBus, noBusDaemon, privateBus } from '../../support/bus.ts';

/** A whole exhibit on a machine with two busy cores. */
const PATIENCE_MS = 120_000;
const PATH = '/api/v1/session';

let guests: ApiGuests;
afterEach(() => guests.remove(), PATIENCE_MS);

interface Tried {
  readonly status: number;
  readonly cookie: string;
  readonly retryAfter: string | null;
  readonly body: unknown;
}

/** As the dashboard's own page does. */
async function signIn(name: string, password: string): Promise<Tried> {
  const answer = await guests.fetch('nobody', PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: guests.address },
    body: JSON.stringify({ name, password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  return { status: answer.status, cookie, retryAfter: answer.headers.get('retry-after'), body: await answer.json() };
}

function withCookie(cookie: string, path: string, body?: object): Promise<Response> {
  const headers = { cookie, origin: guests.address, 'content-type': 'application/json' };
  return guests.fetch(
    'nobody',
    path,
    body === undefined ? { headers: { cookie } } : { method: 'POST', headers, body: JSON.stringify(body) },
  );
}

function command(guest: Guest, name: string, body: object = {}, headers: Record<string, string> = {}): Promise<Response> {
  return guests.fetch(guest, `/api/v1/commands/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const statusOf = async (cookie: string) => (await withCookie(cookie, '/api/v1/status')).status;
const everythingWritten = () => guests.log('invigil') + readFileSync(ledger(), 'utf8') + guests.output;
const ledger = () => join(guests.folder, 'state/invigil/test/sign-in.json');
const keptSchema = z.looseObject({ network: z.looseObject({ wrong: z.int() }), screen: z.looseObject({ wrong: z.int() }) });
const kept = () => keptSchema.parse(JSON.parse(readFileSync(ledger(), 'utf8')));

describe('a person with a password', { timeout: PATIENCE_MS }, () => {
  it('signs in, does what the role allows in their own name, and signs out', async () => {
    guests = await ApiGuests.open();
    const { status, cookie, body } = await signIn('staff', passwordOf('staff'));
    expect(status).toBe(200);
    expect(cookie).toMatch(/^invigil=[0-9a-f]{64}$/);
    expect(sessionSchema.parse(body).signed_in).toEqual({ name: 'staff', role: 'staff' });
    expect(await statusOf(cookie)).toBe(200);
    expect((await withCookie(cookie, '/api/v1/commands/pause', { for: '1m' })).status).toBe(200);
    expect((await withCookie(cookie, '/api/v1/commands/reload', {})).status).toBe(403);
    await guests.until('both stand in the log', () => guests.log('invigil').includes('staff (dashboard) asked to reload'));
    expect(guests.log('invigil')).toContain('staff signed in over the network as staff');
    expect(guests.log('invigil')).toContain('staff (dashboard) asked to pause for 60 s: done');
    const out = await guests.fetch('nobody', PATH, { method: 'DELETE', headers: { cookie, origin: guests.address } });
    expect(out.status).toBe(200);
    expect(await statusOf(cookie)).toBe(401);
    for (const secret of [passwordOf('staff'), cookie.slice('invigil='.length)]) expect(everythingWritten()).not.toContain(secret);
  });

  it('is another one after a reload that changes the role, and nobody after one that leaves them out', async () => {
    guests = await ApiGuests.open();
    const { cookie } = await signIn('staff', passwordOf('staff'));
    const reload = async () => expect((await guests.command('reload')).status).toBe(200);
    guests.writeRoles({ staff: 'view', view: 'admin' });
    await reload();
    expect((await withCookie(cookie, '/api/v1/commands/resume', {})).status).toBe(403);
    expect((await command('staff', 'resume')).status).toBe(403);
    expect((await command('view', 'reload')).status).toBe(200);
    expect((await command('admin', 'resume')).status).toBe(401);
    guests.writeRoles({ view: 'admin' });
    await reload();
    expect(await statusOf(cookie)).toBe(401);
    expect((await command('staff', 'resume')).status).toBe(401);
  });

  it('is signed out by a new password, with the streams that they read, and nobody else is', async () => {
    guests = await ApiGuests.open();
    const { cookie } = await signIn('staff', passwordOf('staff'));
    const other = await signIn('view', passwordOf('view'));
    const stream = await withCookie(cookie, '/api/v1/events');
    await guests.setPassword('staff', 'another lantern oil');
    await guests.until('the session has ended', async () => (await statusOf(cookie)) === 401);
    // Read to its end: the supervisor ends it.
    for await (const _ of stream.body ?? []);
    expect(await statusOf(other.cookie)).toBe(200);
    expect((await signIn('staff', passwordOf('staff'))).status).toBe(401);
    expect((await signIn('staff', 'another lantern oil')).status).toBe(200);
  });
});

describe('guessing', { timeout: PATIENCE_MS }, () => {
  it('costs time, for every name, and right passwords too', async () => {
    guests = await ApiGuests.open();
    const before = await signIn('admin', passwordOf('admin'));
    // Two are free, and a name that is nobody's is answered as one that is somebody's.
    for (const name of ['staff', 'mallory']) {
      expect(await signIn(name, 'wrong lantern oil')).toMatchObject({ status: 401, cookie: '', retryAfter: null, body: { wait_ms: 0 } });
    }
    expect(await signIn('view', 'wrong lantern oil')).toMatchObject({ status: 401, retryAfter: '5' });
    expect(await signIn('staff', passwordOf('staff'))).toMatchObject({
      status: 429,
      cookie: '',
      retryAfter: expect.stringMatching(/^[1-5]$/),
    });
    // Sessions and tokens go on.
    expect(await statusOf(before.cookie)).toBe(200);
    expect((await guests.fetch('view', '/api/v1/status')).status).toBe(200);
    await guests.until('the wait is over', async () => (await signIn('staff', passwordOf('staff'))).status === 200);
    expect(kept()).toMatchObject({ network: { wrong: 0 }, screen: { wrong: 0 } });
  });

  it('by brute force tries one password, and a killed supervisor gives none back', async () => {
    // Six wrong ones before, and their wait is over.
    const untried = { wrong: 0, last_ms: 0, forgiven_ms: null, told_ms: null };
    guests = await ApiGuests.open({ signIns: { version: 2, uptime_ms: 400_000, screen: untried, network: { ...untried, wrong: 6 } } });
    const statuses = new Map<number, number>();
    for (let round = 0; round < 10; round += 1) {
      const some = Array.from({ length: 20 }, (_, one) => signIn(['admin', 'staff', 'root'][one % 3] ?? '', `guess ${round} ${one}`));
      for (const { status } of await Promise.all(some)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 401: 1, 429: 199 });
    expect(kept()).toMatchObject({ network: { wrong: 7 }, screen: { wrong: 0 } });
    guests.signal('SIGKILL');
    await guests.ended();
    await guests.begin();
    // Of 160 s; they go on where they stood.
    const { status, body } = await signIn('admin', passwordOf('admin'));
    expect(status).toBe(429);
    expect(problemSchema.parse(body).wait_ms).toBeGreaterThan(60_000);
    expect(kept().network.wrong).toBe(7);
  });

  it('at a token is told and shuts nobody out', async () => {
    guests = await ApiGuests.open();
    const headers = { authorization: `Bearer invigil_${'x'.repeat(43)}` };
    const wrong = await Promise.all(Array.from({ length: 40 }, () => fetch(`${guests.address}/api/v1/status`, { headers })));
    expect(new Set(wrong.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await guests.fetch('view', '/api/v1/status')).status).toBe(200);
    await guests.until('it stands in the log', () => guests.log('invigil').includes("a token that is nobody's"));
    expect(guests.log('invigil').match(/a token that is nobody's/g)).toHaveLength(1);
    expect(existsSync(ledger()) ? kept().network.wrong : 0).toBe(0);
  });
});

/** With which a command can be done here. */
const BODIES: Readonly<Record<string, object>> = {
  start: { service: 'audio' },
  stop: { service: 'audio' },
  restart: { service: 'audio' },
  pause: { for: '1m' },
  refresh: { service: 'wall' },
  volume: { percent: 60 },
};

describe.skipIf(noBusDaemon)(`every command${noBusDaemon ? ' (needs dbus-daemon)' : ''}`, { timeout: 2 * PATIENCE_MS }, () => {
  it('is done for the roles that may, and for nobody else', async () => {
    const bus = privateBus();
    await bus.start();
    const power: string[] = [];
    await joinBus(bus.address, 'org.freedesktop.login1', ({ member = '' }) => {
      if (member.startsWith('Can')) return { signature: 's', body: ['yes'] };
      if (!/^(Reboot|PowerOff)$/.test(member)) return { error: 'org.freedesktop.DBus.Error.UnknownMethod' };
      power.push(member);
      return { signature: '', body: [] };
    });
    guests = await ApiGuests.open({ systemBus: bus.address });
    const sessions = new Map<Role, string>();
    for (const role of ROLES) sessions.set(role, (await signIn(role, passwordOf(role))).cookie);

    for (const { name, role: needed, confirmation } of COMMANDS) {
      const body = BODIES[name] ?? {};
      for (const guest of GUESTS) {
        const may = guest !== 'nobody' && ROLES.indexOf(guest) >= ROLES.indexOf(needed);
        const wanted = guest === 'nobody' ? 401 : !may ? 403 : confirmation ? 428 : 200;
        const answer = await command(guest, name, body);
        expect(answer.status, `${name} by the token of ${guest}`).toBe(wanted);
        if (may && confirmation) expect((await confirmed(guest, name, answer)).status, `${name}, confirmed`).toBe(200);
        // A session has the same role; the acts themselves were seen above.
        const cookie = guest === 'nobody' ? undefined : sessions.get(guest);
        if (cookie !== undefined && !may) {
          expect((await withCookie(cookie, `/api/v1/commands/${name}`, body)).status, `${name} by the session of ${guest}`).toBe(403);
        }
      }
    }
    expect(power).toEqual(['Reboot', 'PowerOff']);
    const done = guests.commands.filter(({ outcome, command: name }) => outcome === 'done' && name !== 'sign-in');
    for (const { command: name, role } of done) {
      const needed = COMMANDS.find((one) => one.name === name)?.role ?? 'admin';
      expect(role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(needed), `${name} by ${role}`).toBe(true);
    }
  });

  async function confirmed(guest: Guest, name: string, first: Response): Promise<Response> {
    const { confirmation } = problemSchema.parse(await first.json());
    return command(guest, name, {}, { 'x-invigil-confirmation': confirmation?.token ?? '' });
  }
});

describe('a restart', { timeout: PATIENCE_MS }, () => {
  it('is answered with how long it takes, and then done', async () => {
    guests = await ApiGuests.open();
    const { instance } = await guests.service('audio');
    const away = z.strictObject({ back_in_ms: z.int().min(1).max(60_000) });
    away.parse(await (await command('staff', 'restart', { service: 'audio' })).json());
    await guests.until('another one runs', async () => {
      const { state, instance: now } = await guests.service('audio');
      return state === 'running' && now !== instance;
    });
    away.parse(await (await command('staff', 'restart')).json());
  });
});

describe('a client that is slow', { timeout: PATIENCE_MS }, () => {
  it('holds nobody up: heads that never end, bodies that come in drops, answers that nobody reads', async () => {
    guests = await ApiGuests.open();
    const { port } = new URL(guests.address);
    const slow = Array.from({ length: 30 }, () => {
      const headers = { host: '127.0.0.1', 'content-type': 'application/json', 'content-length': '60000' };
      const sent = request({ host: '127.0.0.1', port, method: 'POST', path: PATH, agent: false, headers });
      // It is ended by the supervisor, or below by us.
      sent.on('error', () => sent.destroy());
      sent.write('{');
      return sent;
    });
    const unread = await Promise.all(Array.from({ length: 10 }, () => guests.fetch('view', '/api/v1/events')));
    for (let asked = 0; asked < 20; asked += 1) expect((await guests.fetch('view', '/api/v1/status')).status).toBe(200);
    expect(await guests.states()).toBe('audio running, core running, wall running');
    for (const one of slow) one.destroy();
    await Promise.all(unread.map(({ body }) => body?.cancel()));
  });
});
