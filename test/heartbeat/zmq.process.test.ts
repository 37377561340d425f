import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Context, Dealer } from 'zeromq';
import { type Bench, bench, by, instance, printed, program, until, ZMQ } from './support.ts';

/** A client in this process, for messages that the fixture does not send. */
function client(environment: Readonly<Record<string, string>>) {
  const dealer = new Dealer({ context: new Context({ blocky: false }), linger: 0 });
  dealer.connect(environment.INVIGIL_ENDPOINT ?? '');
  onTestFinished(() => dealer.close());
  const from = { service: environment.INVIGIL_SERVICE, instance: environment.INVIGIL_INSTANCE };
  return {
    dealer,
    say: (message: object) => dealer.send(JSON.stringify({ ...from, ...message })),
    hear: async (): Promise<unknown> => JSON.parse(String((await dealer.receive())[0])),
  };
}

/** Everything that was said before has been dispatched: it was said on the same connection. */
async function settled({ events }: Bench, say: (message: object) => Promise<void>) {
  await say({ type: 'busy', for_ms: 987 });
  await until(
    () => events.some((event) => event.type === 'busy' && event.forMs === 987),
    (seen) => seen,
  );
}

describe('a program that beats over ZeroMQ', () => {
  it('is welcomed, is ready at its first beat and beats with its progress', async () => {
    const { heartbeats, events, count } = await bench();
    const child = program(['beat-zmq.mjs', '--interval', '20'], heartbeats.open(instance(1), by(ZMQ)));
    const next = printed(child);
    expect(await next()).toEqual({
      type: 'welcome',
      v: 1,
      interval_ms: 1000,
      timeout_ms: 5000,
      startup_ms: 30_000,
      service: 'core',
      instance: 'core-1-test',
    });
    await until(
      () => count('beat'),
      (beats) => beats >= 3,
    );
    expect(events.slice(0, 3)).toEqual([
      { type: 'ready', service: 'core', instance: 1 },
      { type: 'beat', service: 'core', instance: 1, progress: 1 },
      { type: 'beat', service: 'core', instance: 1, progress: 2 },
    ]);
    heartbeats.tell(instance(1), { type: 'reload' });
    heartbeats.tell(instance(1), { type: 'stop', grace_ms: 500 });
    heartbeats.tell(instance(1), { type: 'stop', grace_ms: 500 });
    heartbeats.tell(instance(1), { type: 'hold' });
    expect(await next()).toMatchObject({ type: 'reload' });
    expect(await next()).toEqual({ type: 'stop', grace_ms: 500, service: 'core', instance: 'core-1-test' });
    expect(await next()).toMatchObject({ type: 'hold' });
  });

  it('is ready by a hello that says so, and version 1 without one', async () => {
    const { heartbeats, types, events } = await bench();
    program(['beat-zmq.mjs', '--ready', '--interval', '60000'], heartbeats.open(instance(1), by(ZMQ)));
    program(['beat-zmq.mjs', '--no-hello', '--interval', '20'], heartbeats.open(instance(2, 'audio'), by(ZMQ)));
    await until(types, (seen) => seen.filter((type) => type === 'ready').length === 2);
    expect(events).not.toContainEqual(expect.objectContaining({ type: 'beat', service: 'core' }));
  });

  it('falls silent when it is frozen, and goes on afterwards', async () => {
    const { heartbeats, events } = await bench();
    const beats = (service: string) => events.filter((event) => event.type === 'beat' && event.service === service).length;
    const child = program(['beat-zmq.mjs', '--interval', '20'], heartbeats.open(instance(1), by(ZMQ)));
    await until(
      () => beats('core'),
      (count) => count >= 3,
    );
    child.kill('SIGSTOP');
    await until(
      () => readFileSync(`/proc/${child.pid}/stat`, 'utf8'),
      (stat) => stat.includes(') T '),
    );
    await heartbeats.drain();
    const before = beats('core');
    program(['beat-zmq.mjs', '--interval', '20'], heartbeats.open(instance(2, 'audio'), by(ZMQ)));
    await until(
      () => beats('audio'),
      (count) => count >= 3,
    );
    expect(beats('core')).toBe(before);
    child.kill('SIGCONT');
    await until(
      () => beats('core'),
      (count) => count > before,
    );
  });

  it('says that it is busy, and with what', async () => {
    const { heartbeats, events, count, reports } = await bench();
    program(['beat-zmq.mjs', '--busy-after', '0'], heartbeats.open(instance(1), by(ZMQ)));
    await until(
      () => count('busy'),
      (busy) => busy === 1,
    );
    expect(events).toEqual([{ type: 'busy', service: 'core', instance: 1, forMs: 60_000 }]);
    expect(reports).toContainEqual({ type: 'message', text: 'loading', service: 'core', instance: 1 });
  });

  it('is refused when no version of the protocol is common', async () => {
    const seen = await bench();
    const child = program(['beat-zmq.mjs', '--versions', '7,8', '--never-ready'], seen.heartbeats.open(instance(1), by(ZMQ)));
    const reason = 'this supervisor speaks version 1, the client 7, 8';
    expect(await printed(child)()).toMatchObject({ type: 'reject', supported: [1], reason });
    expect(seen.events).toEqual([{ type: 'incompatible', service: 'core', instance: 1, detail: reason }]);
  });

  it('is not heard after it was refused', async () => {
    const seen = await bench();
    const { say, dealer } = client(seen.heartbeats.open(instance(1), by(ZMQ)));
    await say({ type: 'hello', v: 2 });
    await say({ type: 'beat' });
    await dealer.send('rubbish');
    await until(
      () => seen.heartbeats.dropped().unreadable,
      (count) => count === 1,
    );
    expect(seen.types()).toEqual(['incompatible']);
  });
});

describe('messages over ZeroMQ', () => {
  it('become facts for the policy and reports for the others', async () => {
    const seen = await bench();
    const { say, hear } = client(seen.heartbeats.open(instance(1), by(ZMQ)));
    await say({ type: 'hello', v: 1, client: 'test 1.0' });
    expect(await hear()).toMatchObject({ type: 'welcome', v: 1 });
    await say({
      type: 'health',
      checks: [
        { name: 'led', status: 'healthy' },
        { name: 'camera', status: 'error', message: 'gone' },
      ],
    });
    await say({ type: 'error', message: 'minor', traceback: 'at x' });
    await say({ type: 'metric', name: 'fps', value: 60, labels: { view: 'main' } });
    await say({ type: 'error', message: 'cannot go on', fatal: true });
    await say({ type: 'error', message: 'still not', fatal: true });
    await say({ type: 'page', state: 'shown' });
    await say({ type: 'page', state: 'reloading', message: 'no frame for 5 s' });
    await say({ type: 'bye' });
    await settled(seen, say);
    const about = { service: 'core', instance: 1 };
    expect(seen.events).toEqual([
      { ...about, type: 'health', status: 'error' },
      { ...about, type: 'fatal', message: 'cannot go on' },
      { ...about, type: 'shown' },
      { ...about, type: 'busy', forMs: 987 },
    ]);
    expect(seen.reports.map((report) => report.type)).toEqual(['hello', 'checks', 'error', 'metric', 'error', 'error', 'page', 'stopping']);
  });

  it('are counted and dropped when they are too large, not understood or of another instance', async () => {
    const seen = await bench();
    const environment = seen.heartbeats.open(instance(1), by(ZMQ));
    const { say, dealer } = client(environment);
    await say({ type: 'beat' });
    await dealer.send('{"type":');
    await dealer.send(['', 'a second frame']);
    await say({ type: 'beat', message: 'x'.repeat(65_536) });
    await say({ type: 'beat', instance: 'core-0-test' });
    await say({ type: 'beat', service: 'audio' });
    await say({ type: 'dance' });
    await settled(seen, say);
    expect(seen.types()).toEqual(['ready', 'beat', 'busy']);
    expect(seen.heartbeats.dropped()).toEqual({ 'too-large': 1, unreadable: 2, stale: 2 });
    expect(seen.reports.filter((report) => report.type === 'note')).toHaveLength(3);
  });

  it('of an instance that is gone are ignored', async () => {
    const seen = await bench();
    const old = client(seen.heartbeats.open(instance(1), by(ZMQ)));
    await old.say({ type: 'beat' });
    await until(seen.types, (types) => types.length === 2);
    seen.heartbeats.close(instance(1));
    const { say } = client(seen.heartbeats.open(instance(2), by(ZMQ)));
    await old.say({ type: 'beat' });
    await until(
      () => seen.heartbeats.dropped().stale,
      (stale) => stale === 1,
    );
    await settled(seen, say);
    expect(seen.types()).toEqual(['ready', 'beat', 'busy']);
  });

  it('report for a service with another heartbeat, but are no sign of life of it', async () => {
    const seen = await bench();
    const { say, hear } = client(seen.heartbeats.open(instance(1), by({ ...ZMQ, kind: 'none' })));
    await say({ type: 'hello', v: 1, ready: true });
    expect(await hear()).toMatchObject({ type: 'welcome' });
    await say({ type: 'beat', progress: 1 });
    await say({ type: 'health', checks: [{ name: 'led', status: 'healthy' }] });
    await settled(seen, say);
    expect(seen.types()).toEqual(['health', 'busy']);
  });
});

describe('the socket', () => {
  it('is reached where the runtime folder is too deep for a socket path', async () => {
    const { heartbeats, types } = await bench(true);
    const environment = heartbeats.open(instance(1), by(ZMQ));
    expect(environment.INVIGIL_ENDPOINT?.length).toBeLessThan(110);
    const { say } = client(environment);
    await say({ type: 'beat' });
    await until(types, (seen) => seen.length === 2);
  });

  it('is named in the environment with everything else, and removed at the end', async () => {
    const { heartbeats, folder } = await bench();
    expect(heartbeats.open(instance(1), by({ ...ZMQ, kind: 'none' }))).toEqual({
      INVIGIL_EXHIBIT: 'lantern',
      INVIGIL_SERVICE: 'core',
      INVIGIL_INSTANCE: 'core-1-test',
      INVIGIL_ENDPOINT: `ipc://${join(folder, 'heartbeat.sock')}`,
      INVIGIL_HEARTBEAT_FILE: join(folder, 'beat/core'),
      INVIGIL_HEALTH_FILE: join(folder, 'health/in/core.json'),
      INVIGIL_HEALTH_DIR: join(folder, 'health'),
      INVIGIL_CONTROL: join(folder, 'control.sock'),
    });
    expect(existsSync(join(folder, 'heartbeat.sock'))).toBe(true);
    await heartbeats.end();
    expect(existsSync(join(folder, 'heartbeat.sock'))).toBe(false);
  });
});
