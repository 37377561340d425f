/** What the overlay's page asks, through the shell's main process to a real socket and back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClient } from '../../../electron/shell/overlay/client.ts';
import { Desk } from '../../../electron/shell/overlay/desk.ts';
import { until } from '../../support/until.ts';
import { FakeApi, PIN } from './fake-api.ts';

let folder: string;
let api: FakeApi;
let desk: Desk;
let known: boolean[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-desk-'));
  api = new FakeApi();
  known = [];
  await api.open(join(folder, 'control.sock'));
  desk = new Desk({ client: createClient(join(folder, 'control.sock'), 'de'), onKnown: (signedIn) => known.push(signedIn) });
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const signIn = (pin = PIN) => desk.answer({ ask: 'sign-in', pin });
const overview = () => desk.answer({ ask: 'read', document: 'overview' });

it('comes through the door of the screen, without a session before a sign-in', async () => {
  expect(await overview()).toEqual({ ok: false, problem: { kind: 'not-signed-in', detail: 'It is not-signed-in.' } });
  expect(api.asked).toEqual(['GET /api/v1/overview screen']);
  expect(api.languages).toEqual(['de']);
});

it('keeps the session to itself, and shows it from then on', async () => {
  expect(await signIn()).toEqual({ ok: true, body: { name: 'floor', role: 'staff' } });
  expect(known).toEqual([true]);
  expect(await overview()).toEqual({ ok: true, body: { url: '/api/v1/overview' } });
  await desk.answer({ ask: 'log', service: 'sound' });
  await desk.answer({ ask: 'command', name: 'restart', arguments: { service: 'sound' } });
  expect(api.asked.slice(1)).toEqual([
    'GET /api/v1/overview screen of-the-test',
    'GET /api/v1/logs/sound screen of-the-test',
    'POST /api/v1/commands/restart screen of-the-test {"service":"sound"}',
  ]);
});

it('hands on what is wrong with a PIN, and how long to wait', async () => {
  expect(await signIn('1111')).toEqual({ ok: false, problem: { kind: 'wrong-pin', detail: 'It is wrong-pin.', waitMs: 5000 } });
  expect(known).toEqual([]);
});

it('hands on what has to be confirmed, and the confirmation', async () => {
  await signIn();
  const reboot = { ask: 'command', name: 'reboot', arguments: {} } as const;
  expect(await desk.answer(reboot)).toMatchObject({
    ok: false,
    problem: { kind: 'confirmation-needed', confirmation: { token: 'sure', expiresInMs: 30_000 } },
  });
  expect(await desk.answer({ ...reboot, confirmation: 'sure' })).toMatchObject({ ok: true });
});

it('gives pictures as data addresses, and none that is too large', async () => {
  await signIn();
  const file = 'screenshot-20261121-140211-482.jpg';
  expect(await desk.answer({ ask: 'screenshot', file })).toEqual({ ok: true, body: 'data:image/jpeg;base64,cGljdHVyZQ==' });
  expect(await desk.answer({ ask: 'picture', incident: 7 })).toEqual({ ok: true, body: 'data:image/png;base64,cGljdHVyZQ==' });
  expect(await desk.answer({ ask: 'picture', incident: 8 })).toMatchObject({ ok: false, problem: { kind: 'unreadable' } });
});

it('says of an answer that is no JSON that it was not understood', async () => {
  await signIn();
  expect(await desk.answer({ ask: 'read', document: 'machine' })).toMatchObject({
    ok: false,
    problem: { kind: 'unreadable', detail: "Invigil's answer was not understood: text/html." },
  });
});

it('says away when nobody is there, and when no answer comes', async () => {
  await signIn();
  const silent = desk.answer({ ask: 'read', document: 'sound' });
  await until('the question is there', () => api.asked.some((line) => line.includes('sound')));
  await api.close();
  const away = { ok: false, problem: { kind: 'away', detail: 'Invigil does not answer.' } };
  expect(await silent).toEqual(away);
  expect(await overview()).toEqual(away);
  // Nobody said that the session is no more.
  expect(known).toEqual([true]);
});

it('waits five seconds at most', async () => {
  await signIn();
  expect(await desk.answer({ ask: 'read', document: 'sound' })).toMatchObject({ ok: false, problem: { kind: 'away' } });
});

it('is signed out when it leaves, and nobody afterwards', async () => {
  await signIn();
  desk.leave();
  await until('the sign-out', () => api.asked.includes('POST /api/v1/sign-out screen of-the-test'));
  expect(await overview()).toMatchObject({ ok: false, problem: { kind: 'not-signed-in' } });
  expect(known).toEqual([true]);
});

it('gives up at once a session that comes after it has left', async () => {
  const late = signIn();
  desk.leave();
  expect(await late).toMatchObject({ ok: false });
  await until('the sign-out', () => api.asked.includes('POST /api/v1/sign-out screen of-the-test'));
  expect(await overview()).toMatchObject({ ok: false, problem: { kind: 'not-signed-in' } });
  expect(known).toEqual([]);
});

it('forgets a session that the supervisor has forgotten', async () => {
  await signIn();
  api.sessions = false;
  expect(await overview()).toMatchObject({ ok: false, problem: { kind: 'not-signed-in' } });
  expect(known).toEqual([true, false]);
  await overview();
  expect(api.asked.at(-1)).toBe('GET /api/v1/overview screen');
});
