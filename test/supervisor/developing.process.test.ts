/** What a developer does to a running exhibit: holds a program in a debugger, edits its files. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Running } from '../support/running.ts';
import { startForTest } from '../support/start-for-test.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const TIMEOUT_MS = 2_000;
const beating = (command: readonly string[], kind: 'notify' | 'zmq') =>
  `[service.core]\ncommand = ${JSON.stringify(command)}\nheartbeat = { kind = "${kind}", interval = "100ms", timeout = "${TIMEOUT_MS}ms" }\n`;

/** Not only ready: a beat has come. */
async function beats(exhibit: Running): Promise<void> {
  await exhibit.until('it beats', async () => ((await exhibit.service('core')).last_beat_ms ?? TIMEOUT_MS) < TIMEOUT_MS / 2);
}

async function silentFor(exhibit: Running, ms: number): Promise<void> {
  await exhibit.until(`no beat for ${ms} ms`, async () => ((await exhibit.service('core')).last_beat_ms ?? 0) > ms);
}

const gdb = spawnSync('gdb', ['--version']).status === 0;
if (!gdb) console.warn('left out: a program in gdb: there is no gdb on this machine');

test.runIf(gdb).each([
  ['a program', ['python3', `${FIXTURES}/beat-notify.py`]],
  ['a program behind sh', ['sh', '-c', `python3 ${FIXTURES}/beat-notify.py; exit`]],
])('%s in gdb is no frozen one, however long it is looked at', async (_what, command) => {
  const exhibit = await startForTest(beating(command, 'notify'));
  await beats(exhibit);
  const { pid: main, instance } = await exhibit.service('core');
  const child = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim();
  const pid = child === '' ? main : child;
  const debugger_ = spawn('gdb', ['-q', '--nx', '-p', String(pid)], { stdio: ['pipe', 'ignore', 'ignore'] });
  try {
    await exhibit.until('gdb holds it', () => !/^TracerPid:\t0$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')));
    await silentFor(exhibit, 1.9 * TIMEOUT_MS);
    debugger_.stdin.end('detach\nquit\n');
    await once(debugger_, 'exit');
    await beats(exhibit);
    expect(await exhibit.service('core')).toMatchObject({ state: 'running', instance, restarts: 0 });
  } finally {
    debugger_.kill('SIGKILL');
  }
});

/** What a message of the inspector asks for, and nothing else of its protocol. */
async function inspector(url: string): Promise<{ ask(method: string): Promise<void>; close(): void }> {
  const socket = new WebSocket(url);
  const opened = Promise.withResolvers<void>();
  socket.addEventListener('open', () => opened.resolve());
  socket.addEventListener('error', () => opened.reject(new Error(`no inspector at ${url}`)));
  await opened.promise;
  let id = 0;
  return {
    async ask(method) {
      id += 1;
      const own = id;
      const answered = Promise.withResolvers<void>();
      socket.addEventListener('message', ({ data }) => {
        if (JSON.parse(String(data)).id === own) answered.resolve();
      });
      socket.send(JSON.stringify({ id: own, method }));
      await answered.promise;
    },
    close: () => socket.close(),
  };
}

async function pausedNode(...flags: readonly string[]): Promise<{ exhibit: Running; resume: () => Promise<void> }> {
  const command = [process.execPath, '--inspect=127.0.0.1:0', `${FIXTURES}/beat-zmq.mjs`, '--ready'];
  const exhibit = await startForTest(beating(command, 'zmq'), {}, ...flags);
  await beats(exhibit);
  const url = /Debugger listening on (ws:\S+)/;
  await exhibit.until('the address of the inspector', () => url.test(exhibit.log('core')));
  const { ask, close } = await inspector(url.exec(exhibit.log('core'))?.[1] ?? '');
  await ask('Debugger.enable');
  await ask('Debugger.pause');
  return {
    exhibit,
    async resume() {
      await ask('Debugger.resume');
      close();
    },
  };
}

test('a program that its own language holds, not the kernel, is taken for a frozen one', async () => {
  const { exhibit } = await pausedNode();
  await exhibit.until('it is restarted', async () => (await exhibit.service('core')).restarts === 1);
  await exhibit.until('the reason', () => /no sign of life for [\d.]+ s/.test(exhibit.log('core')));
});

test('with --no-recover it is left alone, and goes on', async () => {
  const { exhibit, resume } = await pausedNode('--no-recover');
  const { instance } = await exhibit.service('core');
  await silentFor(exhibit, 2 * TIMEOUT_MS);
  await resume();
  await beats(exhibit);
  expect(await exhibit.service('core')).toMatchObject({ state: 'running', instance, restarts: 0 });
});

test('with --watch a changed file restarts its service alone, and a changed exhibit file is read', async () => {
  const script = '#!/bin/sh\nexec sleep 1000\n';
  const toml = '[service.core]\ncommand = "./core.sh"\n[service.audio]\ncommand = "./audio.sh"\n';
  const exhibit = await startForTest(toml, { 'core.sh': script, 'audio.sh': script, 'beat.json': '{}' }, '--watch');
  const instances = async () => (await exhibit.status()).services.map(({ instance }) => instance);
  await exhibit.reaches('audio running, core running');
  const [audio, core] = await instances();
  writeFileSync(join(exhibit.folder, 'exhibit/beat.json'), '{"a": 1}');
  writeFileSync(join(exhibit.folder, 'exhibit/core.sh'), `${script}# edited\n`);
  await exhibit.until('core is restarted', async () => (await instances())[1] !== core);
  await exhibit.reaches('audio running, core running');
  expect((await instances())[0]).toBe(audio);
  expect((await exhibit.service('core')).restarts).toBe(0);
  exhibit.write('[service.core]\ncommand = "./core.sh"\n');
  await exhibit.until('audio has left the exhibit', async () => (await exhibit.status()).services.length === 1);
});
