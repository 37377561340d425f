import { describe, expect, test } from 'vitest';
import { Exhibit, planOf, servicePlan } from '../../support/exhibit.ts';

const SECOND = 1_000;
/** The newest alert; forgets what was wanted before. */
const alerts = (exhibit: Exhibit) => exhibit.takeEffects().flatMap((effect) => (effect.type === 'alert' ? [effect.alert] : []));
const lastAlert = (exhibit: Exhibit) => alerts(exhibit).at(-1);
const MISSED = { type: 'missed', detail: 'connection refused' } as const;

describe('questions that fail in a row', () => {
  test('end the silence at once, without waiting for the deadline', () => {
    const exhibit = new Exhibit([servicePlan('core')]).up('core');
    exhibit.take();
    exhibit.passes(1_000).of('core', MISSED);
    expect(exhibit.take()).toEqual([]);
    exhibit.passes(0);
    expect(exhibit.take()).toEqual(['kill core']);
    exhibit.exits('core', null);
    expect(lastAlert(exhibit)).toMatchObject({
      kind: 'restarting',
      cause: { kind: 'freeze', silentMs: 1_000, detail: 'connection refused' },
    });
  });

  test('are forgotten when an answer comes before they are judged', () => {
    const exhibit = new Exhibit([servicePlan('core')]).up('core');
    exhibit.of('core', MISSED).of('core', { type: 'beat' }).passes(4_999);
    expect(exhibit.states).toBe('core running');
    exhibit.passes(1).exits('core', null);
    expect(lastAlert(exhibit)).toMatchObject({ cause: { kind: 'freeze', detail: null } });
  });

  test('are borne while the service has said that it is busy', () => {
    const exhibit = new Exhibit([servicePlan('core')]).up('core');
    exhibit
      .of('core', { type: 'busy', forMs: 20 * SECOND })
      .of('core', MISSED)
      .passes(19 * SECOND);
    expect(exhibit.states).toBe('core running');
    exhibit.passes(SECOND);
    expect(exhibit.states).toBe('core stopping');
  });

  test('mean nothing before it is ready: startup bounds that', () => {
    const exhibit = new Exhibit([servicePlan('core')]).of('core', { type: 'spawned', pid: 101 });
    exhibit.of('core', MISSED).passes(29 * SECOND);
    expect(exhibit.states).toBe('core starting');
  });

  test('are not judged in a pause, and begin anew after it', () => {
    const exhibit = new Exhibit([servicePlan('core')]).up('core').person({ name: 'pause', forMs: null });
    exhibit.of('core', MISSED).passes(60 * SECOND);
    expect(exhibit.states).toBe('core running');
    exhibit.person({ name: 'resume' }).passes(4_999);
    expect(exhibit.states).toBe('core running');
  });
});

test('a service without a heartbeat that says itself when it is ready is ready only then', () => {
  const heartbeat = { watched: false, readyBy: 'sign', timeoutMs: 5 * SECOND, startupMs: 30 * SECOND, stallMs: null } as const;
  const exhibit = new Exhibit([servicePlan('core', { heartbeat })]).of('core', { type: 'spawned', pid: 101 }).passes(10 * SECOND);
  expect(exhibit.states).toBe('core starting');
  exhibit.of('core', { type: 'ready' }).passes(600 * SECOND);
  expect(exhibit.states).toBe('core running');
  expect(new Exhibit([servicePlan('core', { heartbeat })]).of('core', { type: 'spawned', pid: 101 }).passes(30 * SECOND).states).toBe(
    'core stopping',
  );
});

describe('a service over its limit', () => {
  const memory = { type: 'over-limit', limit: 'memory', found: 600e6, allowed: 500e6 } as const;
  const processes = { type: 'over-limit', limit: 'processes', found: 300, allowed: 200 } as const;

  test('of memory is asked to end, and restarted as after a failure', () => {
    const exhibit = new Exhibit([servicePlan('core')]).up('core');
    exhibit.take();
    exhibit.of('core', memory);
    expect(exhibit.take()).toEqual(['stop core']);
    exhibit.exits('core', 0);
    expect(lastAlert(exhibit)).toMatchObject({ kind: 'restarting', attempt: 1, cause: { kind: 'limit', limit: 'memory', found: 600e6 } });
  });

  test('of processes ends at once, also one that was already asked to end', () => {
    const exhibit = new Exhibit([servicePlan('core')]).up('core');
    exhibit.take();
    exhibit.of('core', memory).of('core', processes).of('core', processes);
    expect(exhibit.take()).toEqual(['stop core', 'kill core']);
  });

  test('stays in a pause', () => {
    const exhibit = new Exhibit([servicePlan('core')]).up('core').person({ name: 'pause', forMs: null });
    exhibit.of('core', memory);
    expect(exhibit.states).toBe('core running');
  });
});

describe('while a developer looks on (run --no-recover)', () => {
  const looked = () => new Exhibit([servicePlan('core')], { plan: { recovers: false } }).up('core');

  test('what ends stays ended, until a person starts it', () => {
    const exhibit = looked().exits('core', 1);
    expect(exhibit.states).toBe('core failed');
    expect(lastAlert(exhibit)).toMatchObject({ kind: 'left-as-it-is', reason: 'exit status 1' });
    exhibit.passes(3_600 * SECOND);
    expect(exhibit.states).toBe('core failed');
    expect(exhibit.person({ name: 'start', service: 'core' }).states).toBe('core starting');
  });

  test('what is silent, asks for a restart or uses too much goes on', () => {
    const exhibit = looked()
      .of('core', { type: 'fatal', message: 'broken' })
      .of('core', MISSED)
      .passes(3_600 * SECOND);
    exhibit.of('core', { type: 'over-limit', limit: 'memory', found: 2, allowed: 1 });
    expect(exhibit.states).toBe('core running');
  });
});

describe('a service whose device is unplugged', () => {
  const key = 'device /dev/ttyACM0';
  const plugged = (holds: boolean) => ({ type: 'condition', key, holds, detail: holds ? 'there' : 'no such device' }) as const;
  const exhibit = () => new Exhibit([servicePlan('led', { conditions: [key] })]).happens(plugged(true)).up('led');

  test('waits for it without a failure, and the alert names it', () => {
    const led = exhibit().happens(plugged(false)).exits('led', 1);
    expect(led.states).toBe('led waiting');
    expect(lastAlert(led)).toEqual({ kind: 'condition-lost', level: 'warning', service: 'led', condition: key, detail: 'no such device' });
    expect(led.happens(plugged(true)).states).toBe('led starting');
  });

  test('may end a moment before that is seen', () => {
    const led = exhibit().exits('led', 1).happens(plugged(false));
    expect(led.exits('led', 1).states).toBe('led waiting');
    for (let time = 0; time < 20; time++) led.happens(plugged(true)).up('led').happens(plugged(false)).exits('led', 1);
    expect(led.states).toBe('led waiting');
    expect(alerts(led).filter(({ kind }) => kind === 'storm')).toEqual([]);
  });

  test('is not known to be there when it is waited for again after a reload', () => {
    const led = exhibit();
    const without = planOf([servicePlan('led')]);
    led.happens({ type: 'plan', plan: without });
    expect(led.state.conditions).toEqual({});
    led.person({ name: 'stop', service: 'led' }).exits('led', 0);
    led.happens({ type: 'plan', plan: planOf([servicePlan('led', { conditions: [key] })]) }).person({ name: 'start', service: 'led' });
    expect(led.states).toBe('led waiting');
  });
});
