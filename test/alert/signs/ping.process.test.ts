import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { secretReader } from '../../../electron/alert/secret.ts';
import { createPing } from '../../../electron/alert/signs/ping.ts';
import type { Sign } from '../../../electron/alert/signs/rounds.ts';
import { closeServer } from '../../support/close-server.ts';
import { listen } from '../../support/listen.ts';
import { until } from '../../support/until.ts';
import { HandClock } from './hand-clock.ts';

const SECOND = 1_000;

let server: Server;
let address: string;
let asked: string[];
let answer: (response: ServerResponse) => void;
let clock: HandClock;
let sign: Sign | null;
let told: string[];
let healthy: boolean;

beforeEach(async () => {
  [asked, told, sign, clock, healthy] = [[], [], null, new HandClock(), true];
  answer = (response) => void response.end('OK');
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(response);
  });
  address = `http://127.0.0.1:${await listen(server)}/ping/3f9c-secret`;
});
afterEach(async () => {
  await sign?.close(true);
  await closeServer(server);
});

function begin(environment: Record<string, string> = { PING: address }): void {
  sign = createPing({
    url: { env: 'PING' },
    everyMs: 300 * SECOND,
    readSecret: secretReader(environment),
    healthy: () => healthy,
    clock,
    log: (level, text) => told.push(`${level}: ${text}`),
  });
}

const next = (ms: number) => until(`the next one is due in ${ms} ms`, () => clock.next === ms);

it('asks for the address now and every so often, and not any more when it is closed', async () => {
  begin();
  await next(300 * SECOND);
  clock.pass(300 * SECOND);
  await next(300 * SECOND);
  expect(asked).toEqual(['GET /ping/3f9c-secret', 'GET /ping/3f9c-secret']);
  await sign?.close(true);
  expect(clock.next).toBeNull();
  expect(told).toEqual([]);
});

it('is silent while supervision is not alive', async () => {
  healthy = false;
  begin();
  await next(30 * SECOND);
  healthy = true;
  clock.pass(30 * SECOND);
  await next(300 * SECOND);
  expect(asked).toHaveLength(1);
});

it('tells a row of failures once, without its address, and tries sooner', async () => {
  answer = (response) => void response.writeHead(302, { Location: '/elsewhere' }).end();
  begin();
  await next(30 * SECOND);
  answer = (response) => response.destroy();
  clock.pass(30 * SECOND);
  await next(30 * SECOND);
  // Woken, it does not wait: the network is back.
  answer = (response) => void response.end();
  sign?.wake();
  await next(300 * SECOND);
  expect(told).toEqual([
    'warning: the ping of alerts.ping does not get through, and is tried again: it answers with status 302, a redirect, which is not followed',
    'info: the ping of alerts.ping gets through again',
  ]);
});

it('a try that hangs is ended after 10 s, and at the end of all', async () => {
  answer = () => undefined;
  begin();
  await until('it is asked', () => asked.length === 1);
  clock.pass(10 * SECOND);
  await next(30 * SECOND);
  expect(told).toEqual(['warning: the ping of alerts.ping does not get through, and is tried again: it does not answer']);
  clock.pass(30 * SECOND);
  await until('it is asked again', () => asked.length === 2);
  await sign?.close(true);
});

it('says of a secret what is wrong with it, not what it is', async () => {
  begin({ PING: 'ftp://a-secret.example/' });
  await next(30 * SECOND);
  expect(told.join()).toMatch(/begins with http/);
  expect(told.join()).not.toContain('a-secret');
});
