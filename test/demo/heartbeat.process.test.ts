import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { context, Router } from 'zeromq';

const heartbeat = new URL('../../resources/demo/heartbeat.mjs', import.meta.url).href;
/** Beats every 5 ms with a growing count, and says goodbye when its input ends. */
const PROGRAM = `
import { joinInvigil } from ${JSON.stringify(heartbeat)};
const invigil = joinInvigil();
let progress = 0;
const timer = setInterval(() => invigil.beat(++progress), 5);
process.stdin.resume().on('end', () => { clearInterval(timer); invigil.close(); });
`;

let folder = '';
let router: Router;
let child: ChildProcess | null = null;

beforeEach(() => {
  context.blocky = false;
  folder = mkdtempSync(join(tmpdir(), 'invigil-demo-test-'));
  router = new Router({ receiveTimeout: 10_000 });
});
afterEach(() => {
  child?.kill('SIGKILL');
  router.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(endpoint: string | null): ChildProcess {
  const marks = endpoint === null ? {} : { INVIGIL_ENDPOINT: endpoint, INVIGIL_SERVICE: 'core', INVIGIL_INSTANCE: 'i1' };
  child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { PATH: process.env['PATH'], ...marks },
  });
  return child;
}

async function receive(): Promise<{ identity: Buffer; message: Record<string, unknown> }> {
  const [identity, body] = await router.receive();
  if (!identity || !body) throw new Error('a message of one frame was expected');
  return { identity, message: JSON.parse(body.toString()) as Record<string, unknown> };
}

test('speaks to a real ZeroMQ router: hello, beats, goodbye', async () => {
  const endpoint = `ipc://${join(folder, 'heartbeat.sock')}`;
  await router.bind(endpoint);
  const program = start(endpoint);
  const hello = await receive();
  expect(hello.message).toEqual({ type: 'hello', v: 1, client: 'invigil-demo', service: 'core', instance: 'i1' });
  const welcome = { type: 'welcome', v: 1, interval_ms: 20, timeout_ms: 1000, startup_ms: 1000 };
  // A welcome of more than 255 bytes has the long form of a frame.
  await router.send([hello.identity, JSON.stringify({ ...welcome, filling: 'x'.repeat(300) })]);
  const beats = [];
  for (let i = 0; i < 5; i++) beats.push((await receive()).message);
  expect(beats.map((beat) => beat['type'])).toEqual(Array(5).fill('beat'));
  expect(beats.map((beat) => beat['seq'])).toEqual([1, 2, 3, 4, 5]);
  const progress = beats.map((beat) => Number(beat['progress']));
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(new Set(progress).size).toBe(5);

  program.stdin?.end();
  let last = await receive();
  while (last.message['type'] === 'beat') last = await receive();
  expect(last.message['type']).toBe('bye');
  const [status] = program.exitCode === null ? await once(program, 'exit') : [program.exitCode];
  expect(status).toBe(0);
});

test.each([
  ['outside Invigil', null],
  ['when nobody listens', 'ipc:///nowhere/heartbeat.sock'],
])('does nothing and fails nothing %s', async (_, endpoint) => {
  const program = start(endpoint);
  program.stdin?.end();
  const [status] = await once(program, 'exit');
  expect(status).toBe(0);
});
