/** Programs that joined, and plain systemd-aware ones, under a real supervisor. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Running } from '../support/running.ts';
import { C_CLIENT, compile, ownFolder, PYTHON_CLIENT, pythonWith } from './support.ts';

let running: Running | null = null;

afterEach(async () => {
  await running?.remove();
  running = null;
});

const python3 = 'python3';
const withZmq = pythonWith('zmq');
const withSdnotify = pythonWith('sdnotify');
const example = (name: string) => join(PYTHON_CLIENT, 'examples', name);

/** Starts an exhibit of one service, `core`. */
async function start(command: readonly string[], kind: string, files: Readonly<Record<string, string>> = {}, more = ''): Promise<Running> {
  const environment = `environment = { PYTHONPATH = "${PYTHON_CLIENT}", PYTHONDONTWRITEBYTECODE = "1" }\n`;
  const heartbeat = `heartbeat = { kind = "${kind}", timeout = "5s", startup = "60s" }\n`;
  running = new Running(`[service.core]\ncommand = ${JSON.stringify(command)}\n${environment}${heartbeat}${more}`, files);
  return running.start();
}

/** Waits until a condition holds for the health document, which is written some time after the service's first state. */
async function health(exhibit: Running, what: string, holds: (text: string) => boolean): Promise<void> {
  const file = join(exhibit.folder, 'run/invigil/test/health/core.json');
  await exhibit.until(what, () => existsSync(file) && holds(readFileSync(file, 'utf8')));
}

describe.each([
  ['notify', python3],
  ['zmq', withZmq],
])('the Python client over %s', (kind, python) => {
  test.skipIf(python === null).each([
    ['plain.py', '"lamp"'],
    ['asyncio_loop.py', 'visitors are answered'],
    ['threads.py', '"sensor"'],
  ])('%s becomes ready, beats and shows its checks', async (name, check) => {
    const exhibit = await start([python ?? '', example(name)], kind);
    await exhibit.reaches('core running');
    await health(exhibit, `its document shows ${check}`, (text) => text.includes(check));
    expect((await exhibit.service('core')).restarts).toBe(0);
    expect(exhibit.log('core')).not.toMatch(/invigil: |dropped/);
  });

  const ASKS = `
import invigil, pathlib, time
first = not pathlib.Path("asked").exists()
invigil.beat()
if first:
    pathlib.Path("asked").touch()
    invigil.request("restart")
while True:
    time.sleep(0.1)
    invigil.beat()
`;
  test.skipIf(python === null)('is restarted when it asks for it', async () => {
    const exhibit = await start([python ?? '', 'asks.py'], kind, { 'asks.py': ASKS });
    await exhibit.until('a restart', async () => (await exhibit.service('core')).restarts === 1);
    await exhibit.reaches('core running');
    expect(exhibit.log('core')).toMatch(/asked for a restart/);
  });
});

test('without pyzmq and with a heartbeat of zmq, the log says what to do', async () => {
  const program = 'import sys, time\nsys.modules["zmq"] = None\nimport invigil\ninvigil.beat()\ntime.sleep(1000)\n';
  const exhibit = await start([python3, 'blind.py'], 'zmq', { 'blind.py': program });
  await exhibit.until('the advice', () => /pip install pyzmq/.test(exhibit.log('core')));
});

test('a heartbeat file needs nothing but beat', async () => {
  const program = 'import invigil, time\nwhile True:\n    invigil.beat()\n    time.sleep(0.1)\n';
  const exhibit = await start([withZmq ?? python3, 'beats.py'], 'file', { 'beats.py': program });
  await exhibit.reaches('core running');
});

test('the stack of every thread of a frozen program stands in its log', async () => {
  const program =
    'import invigil, threading\ninvigil.stack_on_freeze()\ninvigil.beat()\n' +
    'def hangs_here():\n    threading.Event().wait()\nhangs_here()\n';
  const stop = 'stop = { on_freeze = "SIGABRT" }\n';
  const exhibit = await start([python3, 'hangs.py'], 'notify', { 'hangs.py': program }, stop);
  await exhibit.until('its stack', () => /in hangs_here/.test(exhibit.log('core')), 40_000);
});

describe('the C client', () => {
  test.each([
    ['example.c', ['-std=gnu99'], '"motor"'],
    ['example.cpp', ['-std=c++11'], 'a film without a name'],
  ])(
    '%s becomes ready, beats and shows its checks',
    async (name, flags, check) => {
      const program = compile(join(ownFolder(), 'example'), [join(C_CLIENT, 'examples', name)], flags);
      const exhibit = await start([program], 'notify');
      await exhibit.reaches('core running');
      await health(exhibit, `its document shows ${check}`, (text) => text.includes(check));
      expect((await exhibit.service('core')).restarts).toBe(0);
      expect(exhibit.log('core')).not.toMatch(/invigil: |dropped/);
    },
    90_000,
  );
});

describe('a plain systemd-aware program runs unchanged', () => {
  test('with libsystemd', async () => {
    const program = compile(join(ownFolder(), 'systemd'), [join(import.meta.dirname, 'c/systemd.c'), '-l:libsystemd.so.0'], ['-std=gnu99']);
    const exhibit = await start([program], 'notify');
    await exhibit.reaches('core running');
    await health(exhibit, 'its status', (text) => /turn [1-9]/.test(text));
  });

  // The Debian package python3-sdnotify brings it.
  const PROGRAM = `
import os, sdnotify, time
manager = sdnotify.SystemdNotifier()
period = int(os.environ["WATCHDOG_USEC"]) / 1e6 / 100
manager.notify("READY=1")
turn = 0
while True:
    manager.notify("WATCHDOG=1")
    manager.notify(f"STATUS=turn {turn // 10}")
    turn += 1
    time.sleep(period)
`;
  test.skipIf(withSdnotify === null)("with Python's sdnotify", async () => {
    const exhibit = await start([withSdnotify ?? '', 'service.py'], 'notify', { 'service.py': PROGRAM });
    await exhibit.reaches('core running');
    await health(exhibit, 'its status', (text) => /turn [1-9]/.test(text));
  });
});
