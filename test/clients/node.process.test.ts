import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bench, by, instance, NOTIFY, until, ZMQ } from '../heartbeat/support.ts';
import { says } from './say.ts';

const about = { service: 'core', instance: 1 };
/** Keeps the program from ending, as its own work would. */
const WORK = 'setInterval(() => undefined, 1000);';
const EVERYTHING = `
  invigil.ready();
  invigil.health('camera', 'healthy');
  invigil.health('lamp', 'warning', 'warm');
  invigil.health('camera', 'error', 'no frame');
  invigil.metric('frames', 7, { room: 2 });
  invigil.error(new TypeError('no such frame'));
  invigil.busy(2000, 'loading');
  ${WORK}`;

describe.each([
  ['ZeroMQ', by(ZMQ)],
  ['notify', by(NOTIFY)],
])('a Node program over %s', (_, settings) => {
  it('is ready, beats with a count, and goes on after it was busy', async () => {
    const { heartbeats, events, count } = await bench();
    const environment = heartbeats.open(instance(1), settings);
    says(`let n = 0; setInterval(() => { if (n === 3) invigil.busy(500); invigil.progress(++n) }, 20);`, environment);
    await until(
      () => count('beat'),
      (beats) => beats >= 3,
    );
    const beats = events.flatMap((event) => (event.type === 'beat' ? [event.progress] : []));
    expect(events[0]).toEqual({ ...about, type: 'ready' });
    expect(beats[0]).toBe(1);
    // The beat after `busy` ends it: it waits for no interval.
    expect(events[events.findIndex(({ type }) => type === 'busy') + 1]).toEqual({ ...about, type: 'beat', progress: 4 });
    expect([...beats].sort((a, b) => Number(a) - Number(b))).toEqual(beats);
  });

  it('reports health, numbers, errors and patience', async () => {
    const { heartbeats, events, reports } = await bench();
    says(EVERYTHING, heartbeats.open(instance(1), settings));
    await until(
      () => reports.map(({ type }) => type),
      (types) => types.includes('message'),
    );
    expect(events[0]).toEqual({ ...about, type: 'ready' });
    expect(events).toContainEqual({ ...about, type: 'health', status: 'error' });
    expect(events.at(-1)).toEqual({ ...about, type: 'busy', forMs: 2000 });
    const checks = reports.flatMap((report) => (report.type === 'checks' ? [report.checks] : [])).at(-1);
    expect(checks).toMatchObject([
      { name: 'lamp', status: 'warning', message: 'warm', timestamp: expect.stringMatching(/Z$/) },
      { name: 'camera', status: 'error', message: 'no frame' },
    ]);
    expect(reports).toContainEqual({ ...about, type: 'metric', name: 'frames', value: 7, labels: { room: '2' } });
    const error = reports.find(({ type }) => type === 'error');
    expect(error).toMatchObject({ message: 'no such frame', fatal: false, traceback: expect.stringContaining('TypeError: no such frame') });
    expect(reports).toContainEqual({ ...about, type: 'message', text: 'loading' });
  });

  it('asks to be restarted', async () => {
    const { heartbeats, events } = await bench();
    says(`invigil.request('restart'); ${WORK}`, heartbeats.open(instance(1), settings));
    await until(
      () => events.at(-1),
      (event) => event?.type === 'fatal',
    );
    expect(events.at(-1)).toEqual({ ...about, type: 'fatal', message: 'asked for a restart' });
  });

  it('is heard though it says nonsense, and says once what is wrong with it', async () => {
    const { heartbeats, count } = await bench();
    const nonsense = `
      for (let n = 0; n < 3; n += 1) {
        for (const value of [undefined, null, NaN, -1, 10n, Symbol('x'), 'x'.repeat(1e6), [], () => 0, Object.create(null)]) {
          for (const word of Object.values(invigil)) word(value, value, value);
        }
        const round = {}; round.itself = round;
        invigil.metric('round', 1, { round });
      }
      setInterval(() => invigil.beat(), 20);`;
    const program = says(nonsense, heartbeats.open(instance(1), settings));
    await until(
      () => count('beat'),
      (beats) => beats >= 1,
    );
    await until(
      () => program.output,
      (output) => output.includes('there is no request "undefined"'),
    );
    const lines = program.output.trim().split('\n');
    expect(lines.every((line) => line.startsWith('invigil: '))).toBe(true);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('ends when its work is done', async () => {
    const { heartbeats } = await bench();
    const program = says(`invigil.beat(); await new Promise((next) => setTimeout(next, 100)); invigil.health('a', 'healthy');`, {
      ...heartbeats.open(instance(1), settings),
    });
    expect(await program.ended()).toBe(0);
    expect(program.output).toBe('');
  });

  it('works on, and ends, when the supervisor is gone', async () => {
    const { heartbeats, count, folder } = await bench();
    const program = says(
      `let n = 0; const work = setInterval(() => { invigil.progress(++n); invigil.metric('n', n);
        if (process.ppid && n > 200) clearInterval(work); }, 10);`,
      heartbeats.open(instance(1), settings),
    );
    await until(
      () => count('beat'),
      (beats) => beats >= 1,
    );
    await heartbeats.end();
    rmSync(folder, { recursive: true, force: true });
    expect(await program.ended()).toBe(0);
    expect(program.output).toBe('');
  });
});

it('keeps the last fifty checks', async () => {
  const { heartbeats, reports } = await bench();
  says(`for (let n = 0; n < 60; n += 1) invigil.health('check ' + n, 'healthy'); ${WORK}`, heartbeats.open(instance(1), by(ZMQ)));
  const newest = () => reports.flatMap((report) => (report.type === 'checks' ? [report.checks] : [])).at(-1) ?? [];
  await until(newest, (checks) => checks.at(-1)?.name === 'check 59');
  expect(newest()).toHaveLength(50);
  expect(newest()[0]?.name).toBe('check 10');
});

describe('outside Invigil', () => {
  it.each([
    ['with nothing in its environment', {}],
    ['under systemd', { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '1000000' }],
    ['when nobody listens', { INVIGIL_SERVICE: 'core', INVIGIL_INSTANCE: 'i', INVIGIL_ENDPOINT: 'ipc:///nowhere/heartbeat.sock' }],
    ['when nobody takes datagrams', { INVIGIL_SERVICE: 'core', INVIGIL_INSTANCE: 'i', NOTIFY_SOCKET: '/nowhere/notify' }],
  ])('%s it does nothing and says nothing', async (_, environment) => {
    const program = says(EVERYTHING.replace(WORK, ''), environment);
    expect(await program.ended()).toBe(0);
    expect(program.output).toBe('');
  });

  it.each(['tcp://127.0.0.1:5555', 'nonsense'])('says once that it does not know the endpoint %s', async (endpoint) => {
    const program = says(EVERYTHING.replace(WORK, ''), { INVIGIL_SERVICE: 'core', INVIGIL_INSTANCE: 'i', INVIGIL_ENDPOINT: endpoint });
    expect(await program.ended()).toBe(0);
    expect(program.output).toBe(`invigil: INVIGIL_ENDPOINT is "${endpoint}"; this client knows ipc:// only\n`);
  });
});
