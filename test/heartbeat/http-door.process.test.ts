import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Bench, bench, by, instance, NOTIFY, until, ZMQ } from './support.ts';

const ABOUT = { service: 'core', instance: 1 };

function opened(seen: Bench, settings = ZMQ): string {
  return seen.heartbeats.open(instance(1), by(settings, { showsPages: true }))['INVIGIL_HTTP'] ?? '';
}

function post(url: string, body: string | object, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  return fetch(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { connection: 'close', ...headers },
  });
}

describe('a page that beats over HTTP', () => {
  it('has an address of its own, and beats by it as over ZeroMQ', async () => {
    const seen = await bench();
    const url = opened(seen);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:6\d{4}\/[0-9a-f]{32}$/);
    expect((await post(url, { type: 'beat', progress: 1 })).status).toBe(204);
    // As sendBeacon sends it.
    expect(
      (await post(url, { type: 'beat', service: 'core', instance: 'core-1-test' }, { 'content-type': 'text/plain;charset=UTF-8' })).status,
    ).toBe(204);
    expect((await post(url, { type: 'dance' })).status).toBe(204);
    expect(seen.events).toEqual([
      { ...ABOUT, type: 'ready' },
      { ...ABOUT, type: 'beat', progress: 1 },
      { ...ABOUT, type: 'beat' },
    ]);
  });

  it('reports, and gives no sign of life of a service with another heartbeat', async () => {
    const seen = await bench();
    const url = opened(seen, NOTIFY);
    await post(url, { type: 'beat' });
    await post(url, { type: 'error', message: 'no sound' });
    expect(seen.types()).toEqual([]);
    expect(seen.reports).toMatchObject([{ type: 'error', message: 'no sound' }]);
  });

  it('may come from any origin', async () => {
    const seen = await bench();
    const url = opened(seen);
    const asked = await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://example.org', connection: 'close' } });
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-allow-private-network': 'true',
    });
    expect((await post(url, { type: 'beat' })).headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each([
    ['another address', 404, (url: string) => post(`${url}0`, { type: 'beat' })],
    ['no address', 404, (url: string) => fetch(new URL('/', url), { headers: { connection: 'close' } })],
    ['another method', 405, (url: string) => fetch(url, { headers: { connection: 'close' } })],
    ['another type', 415, (url: string) => post(url, 'x', { 'content-type': 'application/xml' })],
    ['another service', 409, (url: string) => post(url, { type: 'beat', service: 'audio' })],
    ['another instance', 409, (url: string) => post(url, { type: 'beat', instance: 'core-0-test' })],
    ['half a message', 400, (url: string) => post(url, '{"type":')],
    ['a long message', 413, (url: string) => post(url, { type: 'beat', message: 'x'.repeat(70_000) })],
  ])('is refused by %s with %i', async (_what, status, ask) => {
    const seen = await bench();
    const url = opened(seen);
    expect((await ask(url)).status).toBe(status);
    expect(seen.types()).toEqual([]);
  });

  it('is refused when its message never ends', async () => {
    const url = new URL(opened(await bench()));
    const asked = request(url, { method: 'POST', agent: false });
    const status = new Promise((resolve, reject) => {
      asked.on('response', (response) => resolve(response.resume().statusCode));
      asked.on('error', reject);
    });
    // Without its length being told before.
    for (let part = 0; part < 7; part++) asked.write('x'.repeat(10_000));
    expect(await status).toBe(413);
    asked.destroy();
  });

  it('is refused after the end of its instance', async () => {
    const seen = await bench();
    const url = opened(seen);
    seen.heartbeats.close(instance(1));
    const next = seen.heartbeats.open(instance(2), by(ZMQ, { showsPages: true }))['INVIGIL_HTTP'] ?? '';
    expect((await post(url, { type: 'beat' })).status).toBe(404);
    expect((await post(next, { type: 'beat' })).status).toBe(204);
    expect(new URL(next).port).toBe(new URL(url).port);
    expect(seen.events).toMatchObject([{ instance: 2 }, { instance: 2 }]);
  });

  it('has 32 connections at most', async () => {
    const url = new URL(opened(await bench()));
    let open = 0;
    for (let place = 0; place < 40; place++) {
      const socket = connect(Number(url.port), '127.0.0.1', () => {
        open += 1;
      });
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open -= 1;
      });
      onTestFinished(() => void socket.destroy());
    }
    await until(
      () => open,
      (count) => count === 32,
    );
  });
});

it('no service without a page has an address, and nothing listens for it', async () => {
  expect((await bench()).heartbeats.open(instance(1), by(ZMQ))['INVIGIL_HTTP']).toBeUndefined();
});
