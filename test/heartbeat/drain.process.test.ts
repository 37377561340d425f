import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Context, Dealer } from 'zeromq';
import { Drops } from '../../electron/heartbeat/drops.ts';
import { listenToNotify } from '../../electron/heartbeat/notify.ts';
import { Signs } from '../../electron/heartbeat/signs.ts';
import { GREETING, messageFrame, readyFrame } from '../../electron/platform/zmtp/wire.ts';
import type { EventBody } from '../../electron/supervisor/policy/event.ts';
import { bench, by, FILE, instance, NOTIFY, program, until, ZMQ } from './support.ts';

/** The loop of this process stands still, as one that is starved does. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('after the loop stood still, drain has dispatched the beats that came meanwhile', () => {
  it.each([
    ['ZeroMQ', ZMQ, ['beat-zmq.mjs', '--interval', '20']],
    ['sd_notify', NOTIFY, ['beat-notify.py', '--interval', '20']],
    ['a file', FILE, ['beat-file.sh', 'touch', '0.02']],
  ] as const)('by %s', async (_name, settings, command) => {
    const { heartbeats, count } = await bench();
    program([...command], heartbeats.open(instance(1), by(settings)));
    await until(
      () => count('beat'),
      (beats) => beats >= 2,
    );
    await heartbeats.drain();
    const before = count('beat');
    standStill(300);
    expect(count('beat')).toBe(before);
    await heartbeats.drain();
    // 15 beats by message; a file shows only its last one.
    expect(count('beat')).toBeGreaterThanOrEqual(before + (settings.kind === 'file' ? 1 : 8));
  });
});

it('of beats so many that they are taken several at a time, none is lost, and no drain waits for more than its time', async () => {
  const { heartbeats, count } = await bench();
  const environment = heartbeats.open(instance(1), by(ZMQ));
  const dealer = new Dealer({ context: new Context({ blocky: false }), linger: 0 });
  onTestFinished(() => dealer.close());
  dealer.connect(environment.INVIGIL_ENDPOINT ?? '');
  const beat = JSON.stringify({ type: 'beat', service: environment.INVIGIL_SERVICE, instance: environment.INVIGIL_INSTANCE });
  const crowd = 200;
  for (let sent = crowd; sent <= 10 * crowd; sent += crowd) {
    for (let one = 0; one < crowd; one++) await dealer.send(beat);
    // Some may still be on their way into the kernel: a drain does not wait for these.
    await heartbeats.drain();
    await until(
      () => count('beat'),
      (beats) => beats === sent,
    );
  }
});

it('of more than one turn takes in, drain has dispatched what had arrived', async () => {
  const { heartbeats, count } = await bench();
  const environment = heartbeats.open(instance(1), by(ZMQ));
  const socket = connect((environment.INVIGIL_ENDPOINT ?? '').slice('ipc://'.length));
  onTestFinished(() => void socket.destroy());
  const beat = messageFrame(
    Buffer.from(JSON.stringify({ type: 'beat', service: environment.INVIGIL_SERVICE, instance: environment.INVIGIL_INSTANCE })),
  );
  // 110 kB: more than one read of the loop takes, less than the kernel holds for a socket.
  const crowd = 1_200;
  socket.write(Buffer.concat([GREETING, readyFrame('DEALER')]));
  await once(socket, 'data');
  socket.write(Buffer.concat(Array.from({ length: crowd }, () => beat)));
  await heartbeats.drain();
  expect(count('beat')).toBe(crowd);
});

it('a notify socket is drained by itself, whatever the others do', async () => {
  const beats: EventBody[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'invigil-heartbeat-'));
  const signs = new Signs(
    instance(1),
    (event) => beats.push(event),
    () => undefined,
    new Drops(),
  );
  const listener = listenToNotify(signs, NOTIFY, join(folder, 'notify.sock'));
  onTestFinished(() => {
    listener.close();
    rmSync(folder, { recursive: true, force: true });
  });
  program(['beat-notify.py', '--interval', '20'], listener.environment);
  await until(
    () => beats.length,
    (count) => count >= 2,
  );
  standStill(200);
  const before = beats.length;
  await listener.drain(performance.now() + 1000);
  expect(beats.length).toBeGreaterThan(before);
});

it('needs no timer to know that nothing is left', async () => {
  const { heartbeats } = await bench();
  for (const [index, settings] of [ZMQ, NOTIFY, FILE].entries()) heartbeats.open(instance(index, `service-${index}`), by(settings));
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  await heartbeats.drain();
});

it('a service that floods does not hold it up', async () => {
  const { heartbeats, events, count } = await bench();
  const flood =
    'import os,socket\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\nwhile True: s.sendto(b"WATCHDOG=1",os.environ["NOTIFY_SOCKET"])';
  program(['/usr/bin/env', 'python3', '-c', flood], heartbeats.open(instance(1), by(NOTIFY)));
  program(['beat-zmq.mjs', '--interval', '10'], heartbeats.open(instance(2, 'audio'), by(ZMQ)));
  await until(
    () => count('beat'),
    (beats) => beats >= 3,
  );
  // Without a bound this would never come back.
  for (let round = 0; round < 20; round += 1) await heartbeats.drain();
  await until(
    () => events.filter((event) => event.type === 'beat' && event.service === 'audio').length,
    (beats) => beats >= 3,
  );
});
