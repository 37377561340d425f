import { afterEach, expect, it } from 'vitest';
import { secretReader } from '../../../electron/alert/secret.ts';
import { createDeadMansSwitch, type DeadMansSwitchOptions } from '../../../electron/alert/signs/dead-mans-switch.ts';
import type { Sign } from '../../../electron/alert/signs/rounds.ts';
import { missingForNtfy, type NtfyServerOptions, NtfyTestServer, type NtfyVersion, type Received, TOPIC } from '../../lab/ntfy.ts';
import { describeWith } from '../../support/needs.ts';
import { until } from '../../support/until.ts';
import { HandClock } from './hand-clock.ts';

const MINUTE = 60_000;

const servers: NtfyTestServer[] = [];
const signs: Sign[] = [];
const told: string[] = [];

afterEach(async () => {
  for (const sign of signs.splice(0)) await sign.close(false);
  for (const server of servers.splice(0)) await server.remove();
  told.length = 0;
});

async function serve(version: NtfyVersion, options: NtfyServerOptions = {}): Promise<NtfyTestServer> {
  const server = new NtfyTestServer(version, options);
  servers.push(server);
  await server.start();
  return server;
}

function arm(server: NtfyTestServer, clock: HandClock, options: Partial<DeadMansSwitchOptions> = {}): Sign {
  const afterMs = options.afterMs ?? 10 * MINUTE;
  const sign = createDeadMansSwitch({
    settings: {
      name: 'phone',
      kind: 'ntfy',
      server: server.address,
      topic: TOPIC,
      token: server.token === '' ? null : { env: 'TOKEN' },
      pictures: true,
      deadMansSwitch: { afterMs },
    },
    afterMs,
    exhibit: 'lantern',
    machine: 'one machine',
    words: {
      silent: (ms) => ({ title: `silent for ${ms / MINUTE} min`, message: 'Look after it.' }),
      back: () => ({ title: 'heard of again', message: 'It has no trouble.' }),
    },
    readSecret: secretReader({ TOKEN: server.token }),
    healthy: () => true,
    clock,
    log: (level, text) => told.push(`${level}: ${text}`),
    ...options,
  });
  signs.push(sign);
  return sign;
}

/** What waits on the server to be delivered, trials aside. */
async function waiting(server: NtfyTestServer) {
  const isOwn = ({ event, time, sequence_id = '' }: Received) =>
    event === 'message' && time > Date.now() / 1_000 + 1 && sequence_id.startsWith('lantern-alive-');
  return (await server.messages()).filter(isOwn);
}

const armed = (clock: HandClock, dueMs: number) => until('it is armed', () => clock.next === dueMs);

describeWith("the dead man's switch", missingForNtfy, () => {
  it('is one message that waits on the server, moved ahead at half of its time, and taken back at a planned stop', async () => {
    const [server, clock] = [await serve('new'), new HandClock()];
    const sign = arm(server, clock);
    await armed(clock, 5 * MINUTE);
    const [first, ...others] = await waiting(server);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ title: 'silent for 10 min', priority: 5 });
    expect((first?.time ?? 0) - Date.now() / 1_000).toBeGreaterThan(500);
    clock.pass(5 * MINUTE);
    const second = await until('it has moved', async () => (await waiting(server)).find(({ id }) => id !== first?.id));
    expect(await waiting(server)).toEqual([second]);
    // The same machine, begun anew after a kill, has the same one.
    arm(server, new HandClock());
    await until('it is its own', async () => (await waiting(server)).find(({ id }) => id !== second.id));
    expect(await waiting(server)).toHaveLength(1);
    await sign.close(true);
    expect(await waiting(server)).toEqual([]);
    expect(await server.shown()).toEqual([]);
    expect(told).toEqual([]);
  });

  it('arrives when nobody moves it any more, and goes when the machine is back', async () => {
    // The shortest that ntfy takes; by itself it takes 17,280 a day, one in 5 s.
    const [server, clock] = [await serve('new', { settings: ['--visitor-message-daily-limit', '1000000'] }), new HandClock()];
    const sign = arm(server, clock, { afterMs: 10_000 });
    await armed(clock, 5_000);
    await sign.close(false);
    const shown = await until('it arrives', async () => (await server.shown()).at(0), 40_000);
    expect(shown).toMatchObject({ message: 'Look after it.' });
    arm(server, new HandClock());
    await until('it is gone', async () => (await server.shown()).length === 0);
  });

  it('stays where it is while supervision is not alive', async () => {
    const [server, clock] = [await serve('new'), new HandClock()];
    arm(server, clock, { healthy: () => false });
    await until('it looks again', () => clock.next === MINUTE);
    expect(await waiting(server)).toEqual([]);
  });

  it('on an older server is none, which is told once; nothing is left there', async () => {
    const [server, clock] = [await serve('old'), new HandClock()];
    arm(server, clock);
    for (let round = 0; round < 2; round++) {
      await armed(clock, 5 * MINUTE);
      clock.pass(5 * MINUTE);
    }
    await armed(clock, 5 * MINUTE);
    expect(await server.messages()).toEqual([]);
    expect(told).toEqual([
      "warning: the dead man's switch of phone does nothing: the server is older than 2.16 and does not move delayed messages",
    ]);
  });

  it('takes a fifth of the messages of a day at most, and a token that may only write', async () => {
    const server = await serve('new', { token: 'write-only', settings: ['--visitor-message-daily-limit', '250'] });
    const clock = new HandClock();
    arm(server, clock);
    await until('it is armed', () => clock.next !== null && clock.next > 20 * MINUTE);
    expect(clock.next).toBeCloseTo(28.8 * MINUTE);
    expect(told).toEqual(["warning: the dead man's switch of phone waits 58 min instead of 10 min: the server counts messages"]);
  });

  it('is told once when it does not get through; what arrived meanwhile is said to be over', async () => {
    const [server, clock] = [await serve('new'), new HandClock()];
    const sign = arm(server, clock);
    await armed(clock, 5 * MINUTE);
    await server.stop();
    for (let round = 0; round < 3; round++) {
      clock.pass(5 * MINUTE);
      await armed(clock, MINUTE);
    }
    await server.start();
    sign.wake();
    await armed(clock, 5 * MINUTE);
    expect((await server.shown()).map(({ title }) => title)).toEqual(['heard of again']);
    expect(await waiting(server)).toHaveLength(1);
    expect(told).toEqual([
      "warning: the dead man's switch of phone does not get through, and is tried again: nobody answers at its address and port",
      "info: the dead man's switch of phone gets through again",
    ]);
  });
});
