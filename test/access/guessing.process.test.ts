/** Guessing PINs at a real supervisor, by every way in. A PIN has no other: the command line knows none. */
import { type Dirent, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { problemSchema } from '../../electron/documents/problem.ts';
import { signedInSchema } from '../../electron/documents/sign-in.ts';
import { attempt } from '../../electron/platform/attempt.ts';
import { ask, open } from '../api/doors.ts';
import { Running } from '../support/running.ts';
import { cheapLine } from './lines.ts';

/** The whole measure of 10,000 takes half a minute: INVIGIL_GUESSES=10000. */
const GUESSES = Number(process.env['INVIGIL_GUESSES'] ?? 300);
const AT_ONCE = 10;
const PIN = '774193620518';
const SCREEN = { 'x-invigil-door': 'screen' };

const TOML = `[service.core]\ncommand = "sleep 1000"\n[[access]]\nname = "floor"\nrole = "staff"\npin = { file = "secrets/floor.pin" }\n`;

let running: Running;
afterEach(() => running.remove());

/** `kept`: what the last supervisor has left in `sign-in.json`. */
async function start(kept: object | null): Promise<Running> {
  running = new Running(TOML);
  const secrets = join(running.folder, 'config/invigil/test/secrets');
  mkdirSync(secrets, { recursive: true });
  writeFileSync(join(secrets, 'floor.pin'), `${cheapLine(PIN)}\n`);
  const state = join(running.folder, 'state/invigil/test');
  mkdirSync(state, { recursive: true, mode: 0o700 });
  if (kept !== null) writeFileSync(join(state, 'sign-in.json'), JSON.stringify(kept));
  return running.start();
}

function post(path: string, headers: Record<string, string>, body: object = {}) {
  return ask(running.socket, 'POST', path, { headers, body: JSON.stringify(body) });
}

const signIn = (pin: string, headers: Record<string, string> = SCREEN) => post('/api/v1/sign-in', headers, { pin });

/** Every file that the supervisor has written, as one text. */
function everythingWritten(): string {
  const files = readdirSync(join(running.folder, 'state'), { recursive: true, withFileTypes: true }).filter((entry: Dirent) =>
    entry.isFile(),
  );
  // One that is being replaced may have gone since.
  return files.map(({ parentPath, name }) => attempt(() => readFileSync(join(parentPath, name), 'latin1')) ?? '').join('\n');
}

describe('a real supervisor', () => {
  it('lets in who knows the PIN, for what their role allows, and writes down who it was', async () => {
    await start(null);
    const { session, ...person } = signedInSchema.parse((await signIn(PIN)).body);
    expect(person).toEqual({ name: 'floor', role: 'staff' });
    const floor = { ...SCREEN, 'x-invigil-session': session };
    expect((await post('/api/v1/commands/pause', floor)).status).toBe(200);
    expect((await post('/api/v1/commands/reload', floor)).status).toBe(403);
    await post('/api/v1/sign-out', floor);
    expect((await post('/api/v1/commands/resume', floor)).status).toBe(401);
    // The log is written by a thread of its own.
    const says = (words: string) => running.until(words, () => running.log('invigil').includes(words));
    await says('floor signed in at the screen as staff');
    await says('floor (screen) asked to pause until resumed: done');
    for (const secret of [PIN, session]) expect(everythingWritten() + running.output).not.toContain(secret);
  });

  it(`opens for none of ${GUESSES} wrong PINs, and sends one alert`, { timeout: 60_000 + GUESSES * 20 }, async () => {
    // Nine wrong ones before, and their wait is over.
    await start({ version: 1, uptime_ms: 400_000, wrong: 9, last_ms: 0, forgiven_ms: null, told_ms: null });
    const stream = await open(running.socket, 'GET', '/api/v1/events');
    let events = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      events += text;
    });
    const statuses = new Map<number, number>();
    const doors = [SCREEN, {}, { ...SCREEN, 'x-invigil-session': '0'.repeat(32) }, { 'x-invigil-actor': 'mallory' }];
    for (let guess = 0; guess < GUESSES; guess += AT_ONCE) {
      const some = Array.from({ length: AT_ONCE }, (_, one) => signIn(String(guess + one).padStart(4, '0'), doors[one % doors.length]));
      for (const { status } of await Promise.all(some)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 401: 1, 429: GUESSES - 1 });
    expect((await signIn(PIN)).status).toBe(429);
    await running.until('the alert', () => events.includes('pin-lockout'));
    expect(events.match(/"kind":"pin-lockout"/g)).toHaveLength(1);
    expect(running.log('invigil').match(/10 wrong PINs at the screen: somebody/g)).toHaveLength(1);
    // Refusals do not fill the log.
    expect(running.log('invigil').match(/too early/g)).toHaveLength(1);
    expect((await ask(running.socket, 'GET', '/api/v1/status', { headers: SCREEN })).status).toBe(401);
    stream.destroy();
  });

  it('that is killed gives no try back', { timeout: 120_000 }, async () => {
    await start({ version: 1, uptime_ms: 400_000, wrong: 7, last_ms: 0, forgiven_ms: null, told_ms: null });
    const kept = () => JSON.parse(readFileSync(join(running.folder, 'state/invigil/test/sign-in.json'), 'utf8'));
    // Perhaps before it has answered, perhaps after.
    const answer = signIn('0000').then(
      ({ status }) => status,
      () => 'cut off',
    );
    // The file of the version before was read, and is written as that of this one.
    await running.until('the try is on the disk', () => kept().screen?.wrong === 8);
    running.signal('SIGKILL');
    await running.ended();
    expect([401, 'cut off']).toContain(await answer);
    await running.start();
    // Of 160 s; they go on where they stood.
    const { status, wait_ms } = problemSchema.parse((await signIn(PIN)).body);
    expect(status).toBe(429);
    expect(wait_ms).toBeGreaterThan(60_000);
    expect(kept()).toMatchObject({ version: 2, screen: { wrong: 8 }, network: { wrong: 0 } });
  });

  it('is not fooled by a damaged file', async () => {
    await start({ version: 1, uptime_ms: 0, wrong: -1 });
    expect(await signIn(PIN)).toMatchObject({ status: 429, body: { wait_ms: expect.any(Number) } });
    expect(running.log('invigil')).toMatch(
      /sign-in.json was damaged .* the next PIN at the screen, and the next password over the network, is taken in 15 min/,
    );
  });
});
