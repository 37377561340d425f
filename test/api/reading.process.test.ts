import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type Api, createApi } from '../../electron/api/api.ts';
import { Unreadable } from '../../electron/api/door.ts';
import { createRegistry } from '../../electron/command/registry.ts';
import { fakeSupervisor } from '../support/fake-supervisor.ts';
import { ask, fakeScreen, open } from './doors.ts';

let folder: string;
let socketPath: string;
let api: Api;

const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 1]);
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-reading-'));
  socketPath = join(folder, 'control.sock');
  const port = fakeSupervisor();
  api = await createApi({
    socketPath,
    version: '0.0.0',
    log: () => undefined,
    resources: [
      { name: 'late', summary: 'late', schema: z.object({ it: z.string() }), read: async () => ({ it: 'came' }) },
      {
        name: 'logs/:service',
        summary: 'lines',
        schema: z.object({}),
        read({ service, tail }) {
          if (service !== 'audio') throw new Unreadable('unknown-service', `There is no service "${service}".`);
          return { service, tail };
        },
      },
      { name: 'incidents/:number/picture', summary: 'picture', schema: null, read: async ({ number }) => (number === '1' ? JPEG : PNG) },
    ],
    commands: createRegistry({ entries: [], port, audit: () => undefined, monotonicMs: () => 0 }),
    screen: fakeScreen(),
    snapshot: () => port.now,
    subscribe: (listener) => port.subscribe(listener),
  });
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a document may have to be fetched, and be one of many', async () => {
  expect(await ask(socketPath, 'GET', '/api/v1/late')).toMatchObject({ status: 200, body: { it: 'came' } });
  const lines = await ask(socketPath, 'GET', '/api/v1/logs/audio?tail=5');
  expect(lines).toMatchObject({ status: 200, body: { service: 'audio', tail: '5' } });
});

it('what is not there is a problem', async () => {
  const answer = await ask(socketPath, 'GET', '/api/v1/logs/adio');
  expect(answer).toMatchObject({ status: 404, body: { title: 'There is no such service', detail: 'There is no service "adio".' } });
});

it('a query that says a thing twice is not understood', async () => {
  expect(await ask(socketPath, 'GET', '/api/v1/logs/audio?tail=5&tail=6')).toMatchObject({ status: 400 });
});

it.each([
  ['1', 'image/jpeg', JPEG],
  ['2', 'image/png', PNG],
])('picture %s is %s', async (number, type, image) => {
  const answer = await open(socketPath, 'GET', `/api/v1/incidents/${number}/picture`);
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, type]);
  expect(Uint8Array.from(Buffer.concat(chunks))).toEqual(image);
});

it('the description names the parts that a reader fills in', async () => {
  expect((await ask(socketPath, 'GET', '/api/v1/openapi.json')).body).toMatchObject({
    paths: {
      '/api/v1/logs/{service}': { get: { parameters: [{ in: 'path', name: 'service', required: true }] } },
      '/api/v1/incidents/{number}/picture': { get: { responses: { 200: { content: { 'image/jpeg': {} } } } } },
    },
  });
});
