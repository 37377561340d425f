/** Who asks for the page of figures, over real sockets; and a supervisor whose file says where. */
import { request, type Server } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { closeServer } from '../support/close-server.ts';
import { freePort } from '../support/free-port.ts';
import { Running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { double, serve } from './full.ts';

const PATIENCE_MS = 30_000;

interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

function ask(port: number, path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers: { host }, agent: false }, async (answer) => {
      let body = '';
      for await (const part of answer.setEncoding('utf8')) body += part;
      resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'], body });
    });
    asked.on('error', reject).end();
  });
}

describe('the door', () => {
  let server: Server | null = null;
  afterEach(async () => {
    if (server !== null) await closeServer(server);
    server = null;
  });

  it('gives the page to who asks for it by our name, and nothing else', async () => {
    const port = await freePort();
    server = await serve(double().metrics, port);
    const page = await ask(port, '/metrics');
    expect(page).toMatchObject({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
    expect(page.body).toContain('invigil_up{exhibit="lantern"} 1\n');
    expect(await ask(port, '/metrics?module=x', { host: 'localhost' })).toMatchObject({ status: 200 });
    expect(await ask(port, '/metrics', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect((await ask(port, '/')).body).toContain('/metrics');
    expect(await ask(port, '/api/v1/status')).toMatchObject({ status: 404 });
    expect(await ask(port, '/metrics', { method: 'POST' })).toMatchObject({ status: 405 });
    for (const host of ['evil.example', '127.0.0.1.evil.example', '192.0.2.1']) {
      expect(await ask(port, '/metrics', { host })).toMatchObject({ status: 421, body: expect.not.stringContaining('invigil_up') });
    }
  });

  it('answers that a page cannot be made', async () => {
    const port = await freePort();
    const broken = double({
      receivers() {
        throw new Error('a bug');
      },
    });
    server = await serve(broken.metrics, port);
    expect(await ask(port, '/metrics')).toMatchObject({ status: 500, body: expect.stringContaining('log says why') });
  });
});

describe('a supervisor', () => {
  let running: Running | null = null;
  afterEach(async () => {
    await running?.remove();
    running = null;
  });

  const file = (listen: string) => `[service.core]\ncommand = ["sleep", "1000"]\n[dashboard]\nlisten = []\n[metrics]\nlisten = ${listen}\n`;
  const answers = (port: number) =>
    ask(port, '/metrics').then(
      ({ body }) => body.includes('invigil_up{exhibit="test"} 1'),
      () => false,
    );

  it('waits for an address that is taken, and moves when the file is read again', async () => {
    const [taken, other] = [await freePort(), await freePort()];
    const blocker = createServer().listen(taken, '127.0.0.1');
    running = new Running(file(`["127.0.0.1:${taken}"]`));
    await running.start();
    await until('it is told', () => running?.log('invigil').includes('EADDRINUSE'), PATIENCE_MS);
    await new Promise((resolve) => blocker.close(resolve));
    await until('it answers', () => answers(taken), PATIENCE_MS);
    running.write(file(`["127.0.0.1:${other}"]`));
    expect((await running.command('reload')).status).toBe(200);
    await until('it answers on the other', () => answers(other), PATIENCE_MS);
    await until('the first is closed', async () => !(await answers(taken)), PATIENCE_MS);
    expect(running.log('invigil').match(/the page of metrics cannot answer/g)).toHaveLength(1);
  });

  it('listens nowhere when the file says so', async () => {
    running = new Running(file('[]'));
    await running.start();
    await running.reaches('core running');
    expect(running.log('invigil')).not.toContain('page of metrics');
  });
});
