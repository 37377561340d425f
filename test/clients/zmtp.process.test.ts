/** The wire as ZeroMQ itself sees it: a ROUTER of the library on the other end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Router } from 'zeromq';
import { says } from './say.ts';

async function listen() {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-zmtp-'));
  const router = new Router({ receiveTimeout: 20_000, linger: 0 });
  onTestFinished(() => {
    router.close();
    rmSync(folder, { recursive: true });
  });
  const endpoint = `ipc://${join(folder, 'heartbeat.sock')}`;
  await router.bind(endpoint);
  const receive = async () => {
    const [identity, body] = await router.receive();
    if (!identity || !body) throw new Error('a message of one frame was expected');
    return { identity, message: JSON.parse(String(body)) };
  };
  return { router, receive, environment: { INVIGIL_SERVICE: 'core', INVIGIL_INSTANCE: 'i1', INVIGIL_ENDPOINT: endpoint } };
}

const about = { service: 'core', instance: 'i1' };

it('says hello, and what it said before the connection stood in its order', async () => {
  const { receive, environment } = await listen();
  says(`invigil.ready(); invigil.beat(); invigil.error('x'.repeat(9000)); setInterval(() => undefined, 1000);`, environment);
  expect((await receive()).message).toEqual({ ...about, type: 'hello', v: 1, client: 'invigil-node' });
  expect((await receive()).message).toEqual({ ...about, type: 'hello', v: 1, client: 'invigil-node', ready: true });
  expect((await receive()).message).toEqual({ ...about, type: 'beat' });
  expect((await receive()).message).toEqual({ ...about, type: 'error', message: 'x'.repeat(8192), fatal: false });
});

it('beats as seldom as the supervisor wants, and tells a refusal once', async () => {
  const { router, receive, environment } = await listen();
  const program = says(
    `let n = 0; setInterval(() => { invigil.progress(++n); if (n % 100 === 0) invigil.metric('n', n); }, 5);`,
    environment,
  );
  const { identity } = await receive();
  // A message of more than 255 bytes has the long form of a frame.
  const welcome = { type: 'welcome', v: 1, interval_ms: 3_600_000, filling: 'x'.repeat(300) };
  const reject = { type: 'reject', reason: 'too old', supported: [2] };
  for (const message of [welcome, reject, reject]) await router.send([identity, JSON.stringify(message)]);
  // Fifty beats could stand between two numbers: at last there is none.
  const types: string[] = [];
  while (types.slice(-3).join() !== 'metric,metric,metric') types.push((await receive()).message.type);
  expect(program.output).toBe('invigil: the supervisor refuses this client: too old\n');
});
