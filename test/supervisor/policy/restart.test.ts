import { describe, expect, test } from 'vitest';
import { Exhibit, MINUTE, servicePlan } from '../../support/exhibit.ts';

const one = (fields = {}) => new Exhibit([servicePlan('core', fields)]).up('core');

describe('unplanned restarts', () => {
  test('begin at once, then after then, then * factor, ... max', () => {
    const exhibit = new Exhibit([servicePlan('core', { storm: { restarts: 100, withinMs: 10 * MINUTE } })]);
    const delays: number[] = [];
    for (let n = 1; n <= 8; n++) {
      exhibit.up('core').exits('core');
      const { life } = exhibit.service('core');
      delays.push(life.state === 'backing-off' ? life.until - exhibit.at : 0);
      if (life.state === 'backing-off') exhibit.passes(life.until - exhibit.at);
    }
    expect(delays).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test('start again at first once the service was ready for storm.within', () => {
    const exhibit = one();
    exhibit
      .exits('core')
      .up('core')
      .passes(10 * MINUTE - 1, ['core'])
      .exits('core');
    expect(exhibit.states).toBe('core backing-off');
    exhibit
      .passes(1_000)
      .up('core')
      .passes(10 * MINUTE, ['core'])
      .exits('core');
    expect(exhibit.states).toBe('core starting');
  });

  test('a freeze is acted on at its deadline, not before, and the kill comes first', () => {
    const exhibit = one();
    exhibit.take();
    exhibit.passes(4_999);
    expect(exhibit.take()).toEqual([]);
    exhibit.passes(1);
    expect(exhibit.take()).toEqual(['kill core']);
    expect(exhibit.exhibit).toBe('degraded');
    exhibit.exits('core', null);
    expect(exhibit.take()).toEqual(['alert restarting core', 'spawn core']);
  });

  test('on_freeze is sent one second before the kill', () => {
    const exhibit = one({ stop: { graceMs: 5_000, onFreeze: true } });
    exhibit.take();
    expect(exhibit.passes(5_000).take()).toEqual(['stack core']);
    expect(exhibit.passes(999).take()).toEqual([]);
    expect(exhibit.passes(1).take()).toEqual(['kill core']);
  });

  test('a service that is not ready in time is restarted as frozen', () => {
    const exhibit = new Exhibit([servicePlan('core')]).of('core', { type: 'spawned', pid: 1 });
    exhibit.take();
    expect(exhibit.passes(29_999).take()).toEqual([]);
    expect(exhibit.passes(1).take()).toEqual(['kill core']);
  });

  test('busy prolongs the start, is not readiness, and one stretch has its limit', () => {
    const exhibit = new Exhibit([servicePlan('core')]).of('core', { type: 'spawned', pid: 1 });
    exhibit.take();
    for (let minute = 0; minute < 12; minute++) exhibit.of('core', { type: 'busy', forMs: 10 * MINUTE }).passes(50_000);
    expect(exhibit.take()).toEqual(['kill core']);
    const { life } = exhibit.service('core');
    expect(life.state === 'stopping' ? life.next : null).toMatchObject({ cause: { kind: 'never-ready', afterMs: 10 * MINUTE } });
  });

  test('busy holds the deadline of a running service until the next beat', () => {
    const exhibit = one().of('core', { type: 'busy', forMs: 20_000 });
    exhibit.take();
    expect(exhibit.passes(19_000).of('core', { type: 'beat' }).take()).toEqual([]);
    expect(exhibit.passes(4_999).take()).toEqual([]);
    expect(exhibit.passes(1).take()).toEqual(['kill core']);
  });

  test('a standing progress count is a stall, judged only while beats carry one, and rests while busy', () => {
    const exhibit = one();
    exhibit.take();
    expect(exhibit.passes(5 * MINUTE, ['core']).take()).toEqual([]);
    exhibit.of('core', { type: 'beat', progress: 7 });
    expect(exhibit.passes(MINUTE - 1, ['core']).take()).toEqual([]);
    expect(exhibit.passes(1, ['core']).take()).toEqual(['stop core']);
    const rested = one().of('core', { type: 'beat', progress: 7 }).of('core', { type: 'busy', forMs: MINUTE });
    rested.take();
    rested.passes(30_000).of('core', { type: 'beat', progress: 7 });
    expect(rested.passes(MINUTE - 1, ['core']).take()).toEqual([]);
    expect(rested.passes(1, ['core']).take()).toEqual(['stop core']);
  });

  test('fatal means restart me, once for each instance', () => {
    const exhibit = one();
    exhibit.take();
    exhibit.of('core', { type: 'fatal', message: 'lost the camera' }).of('core', { type: 'fatal', message: 'again' });
    expect(exhibit.take()).toEqual(['stop core']);
    expect(exhibit.exits('core', 0).take()).toEqual(['alert restarting core', 'spawn core']);
    expect(exhibit.service('core').restarts).toBe(1);
  });

  test('what is left of a service is ended before its next start', () => {
    const exhibit = one();
    exhibit.take();
    exhibit.of('core', { type: 'exited', code: 0, signal: null, left: true });
    expect(exhibit.take()).toEqual(['alert went-to-background core', 'kill core']);
    expect(exhibit.of('core', { type: 'gone' }).take()).toEqual(['alert restarting core', 'spawn core']);
  });

  test('what a wrapper leaves that dies of the stop signal at once has the rest of the grace', () => {
    const exhibit = one();
    exhibit.person({ name: 'stop', service: 'core' });
    exhibit.take();
    exhibit.passes(1_000).of('core', { type: 'exited', code: null, signal: 'SIGTERM', left: true });
    expect(exhibit.passes(3_999).take()).toEqual([]);
    expect(exhibit.passes(1).take()).toEqual(['kill core']);
    expect(exhibit.of('core', { type: 'gone' }).states).toBe('core stopped');
  });

  test('what does not die after SIGKILL is told, and no second copy starts', () => {
    const exhibit = one();
    exhibit.passes(5_000);
    exhibit.take();
    expect(exhibit.passes(60 * MINUTE).take()).toEqual(['alert will-not-die core']);
    expect(exhibit.states).toBe('core stopping');
  });

  test('events of an earlier instance change nothing', () => {
    const exhibit = one();
    const old = exhibit.instance('core');
    exhibit.exits('core').up('core');
    const before = exhibit.state;
    exhibit.happens({ type: 'exited', service: 'core', instance: old, code: 1, signal: null, left: false });
    exhibit.happens({ type: 'beat', service: 'core', instance: old });
    expect(exhibit.state).toBe(before);
  });
});

describe('failures that a restart does not mend', () => {
  test('a start failure is told once, tried again every 60 s and never a storm', () => {
    const exhibit = new Exhibit([servicePlan('core')]);
    exhibit.take();
    for (let n = 0; n < 20; n++) exhibit.of('core', { type: 'start-failed', reason: 'no such program' }).passes(60_000);
    expect(exhibit.take().filter((word) => word !== 'spawn core')).toEqual(['alert start-failed core']);
    expect(exhibit.service('core').restarts).toBe(0);
    exhibit.of('core', { type: 'start-failed', reason: 'no such program' }).happens({ type: 'retry', service: 'core' });
    expect(exhibit.states).toBe('core starting');
  });

  test('an exit status in give_up is failed and tried again after 60 s', () => {
    const exhibit = one({ giveUp: [78] });
    exhibit.take();
    expect(exhibit.exits('core', 78).take()).toEqual(['alert gave-up core']);
    expect(exhibit.states).toBe('core failed');
    expect(exhibit.passes(60_000).take()).toEqual(['spawn core']);
  });

  test('an incompatible client is failed, not frozen', () => {
    const exhibit = one().of('core', { type: 'incompatible', detail: 'speaks 9' }).exits('core', 0);
    expect(exhibit.states).toBe('core failed');
    expect(exhibit.take()).toContain('alert incompatible-client core');
  });

  test('a one-shot is finished by exit 0, and others may come after it', () => {
    const exhibit = new Exhibit([
      servicePlan('setup', {
        restart: 'never',
        heartbeat: { watched: false, readyBy: 'time', timeoutMs: 0, startupMs: 30_000, stallMs: null },
      }),
      servicePlan('core', { after: ['setup'] }),
    ]);
    exhibit.of('setup', { type: 'spawned', pid: 1 }).passes(5 * MINUTE);
    expect(exhibit.states).toBe('setup starting, core waiting');
    exhibit.exits('setup', 0);
    expect(exhibit.states).toBe('setup stopped, core starting');
  });

  test('a one-shot that fails is failed for good; on-failure is restarted', () => {
    expect(
      one({ restart: 'never' })
        .exits('core', 1)
        .passes(10 * MINUTE).states,
    ).toBe('core failed');
    expect(one({ restart: 'on-failure' }).exits('core', 1).states).toBe('core starting');
    expect(one({ restart: 'on-failure' }).exits('core', 0).states).toBe('core stopped');
  });
});
