import { describe, expect, it } from 'vitest';
import { type Bench, bench, by, instance, NOTIFY, program, until } from './support.ts';

const SEND = `
import os, sys, socket, json
door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
door.connect(os.environ["NOTIFY_SOCKET"])
for line in sys.argv[1:]: door.send(line.encode())
`;
const ABOUT = { service: 'core', instance: 1 };

/** Sends each as one datagram, then a word that shows that all have come in. */
async function sent(seen: Bench, messages: readonly (object | string)[]) {
  const lines = messages.map((message) => (typeof message === 'string' ? message : JSON.stringify(message)));
  const environment = seen.heartbeats.open(instance(1), by(NOTIFY));
  program(['/usr/bin/env', 'python3', '-c', SEND, ...lines, 'EXTEND_TIMEOUT_USEC=987000'], environment);
  await until(
    () => seen.events,
    (events) => events.some((event) => event.type === 'busy' && event.forMs === 987),
  );
  return seen.events.slice(0, -1);
}

describe('JSON over the notify socket', () => {
  it('says what it says over ZeroMQ, and its beats count', async () => {
    const seen = await bench();
    const events = await sent(seen, [
      { type: 'health', checks: [{ name: 'led', status: 'error' }] },
      { type: 'metric', name: 'fps', value: 60 },
      { type: 'busy', for_ms: 10, why: 'loading' },
      { type: 'beat', progress: 7, status: 'healthy' },
      'WATCHDOG=1',
      { type: 'error', message: 'cannot go on', fatal: true },
    ]);
    expect(events).toEqual([
      { ...ABOUT, type: 'health', status: 'error' },
      { ...ABOUT, type: 'busy', forMs: 10 },
      { ...ABOUT, type: 'ready' },
      { ...ABOUT, type: 'beat', progress: 7, status: 'healthy' },
      { ...ABOUT, type: 'beat' },
      { ...ABOUT, type: 'fatal', message: 'cannot go on' },
    ]);
    expect(seen.reports.map((report) => report.type)).toEqual(['checks', 'metric', 'message', 'error']);
  });

  it('is ready by a hello that says so, and refused when no version is common', async () => {
    expect(await sent(await bench(), [{ type: 'hello', v: 1, ready: true }])).toEqual([{ ...ABOUT, type: 'ready' }]);
    expect(await sent(await bench(), [{ type: 'hello', v: [7] }, { type: 'beat' }])).toMatchObject([{ type: 'incompatible' }]);
  });

  it('may name its instance, and is dropped when that is another', async () => {
    const seen = await bench();
    const events = await sent(seen, [
      { type: 'beat', service: 'core', instance: 'core-1-test' },
      { type: 'beat', instance: 'core-0-test' },
      { type: 'beat', service: 'audio' },
      { type: 'dance' },
      '{"type":',
      '{"type":"beat","progress":1e999}',
    ]);
    // A number that no computer has is left out; the beat is a beat.
    expect(events).toEqual([
      { ...ABOUT, type: 'ready' },
      { ...ABOUT, type: 'beat' },
      { ...ABOUT, type: 'beat' },
    ]);
    expect(seen.heartbeats.dropped()).toEqual({ 'too-large': 0, unreadable: 1, stale: 2 });
  });

  it('is told only so often, in however many ways it is wrong', async () => {
    const seen = await bench();
    await sent(
      seen,
      Array.from({ length: 100 }, (_, index) => `rubbish ${index}`),
    );
    expect(seen.heartbeats.dropped().unreadable).toBe(100);
    expect(seen.reports.filter((report) => report.type === 'note').length).toBeLessThan(40);
  });
});
