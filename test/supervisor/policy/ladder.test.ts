import { describe, expect, test } from 'vitest';
import { rebootsLeft } from '../../../electron/supervisor/policy/index.ts';
import { Exhibit, HOUR, MINUTE, servicePlan } from '../../support/exhibit.ts';

/** Crashes as soon as it is up, until something else than a restart comes. Returns what came. */
function storm(exhibit: Exhibit, name = 'core', beating: readonly string[] = []): string[] {
  exhibit.take();
  for (let n = 0; n < 4; n++) {
    exhibit.up(name).exits(name);
    const { life } = exhibit.service(name);
    if (life.state === 'backing-off') exhibit.passes(life.until - exhibit.at, beating);
  }
  return exhibit.take().filter((word) => !/restarting|recovered|spawn core/.test(word));
}

const two = (options = {}) =>
  new Exhibit([servicePlan('core'), servicePlan('audio', { after: ['core'], escalate: 'service' })], options).up('core', 'audio');

describe('the ladder', () => {
  test('a storm takes the rungs in order, each once', () => {
    const exhibit = new Exhibit([servicePlan('core')]);
    expect(storm(exhibit)).toEqual(['save-standing', 'alert rung-taken core']);
    expect(storm(exhibit)).toEqual(['save-standing', 'alert rung-taken core', 'save-budget']);
    exhibit.happens({ type: 'budget-saved', ok: true, reason: '' });
    expect(exhibit.take()).toEqual(['reboot']);
    exhibit.happens({ type: 'reboot-refused', reason: 'not permitted' });
    expect(exhibit.take()).toEqual([
      'alert rung-skipped core',
      'save-budget',
      'save-standing',
      'alert rung-taken core',
      'alert safe-mode core',
      'save-standing',
    ]);
    expect(exhibit.exhibit).toBe('safe-mode');
    expect(exhibit.states).toBe('core stopped');
  });

  test('restart-exhibit ends and starts everything in order', () => {
    const exhibit = two();
    storm(exhibit);
    expect(exhibit.states).toBe('core starting, audio stopping');
    exhibit.exits('audio', 0);
    expect(exhibit.states).toBe('core starting, audio waiting');
    exhibit.up('core');
    expect(exhibit.states).toBe('core running, audio starting');
    expect(exhibit.service('audio').restarts).toBe(0);
  });

  test('a rung helped when its asker was ready for storm.within: back to the bottom', () => {
    const exhibit = new Exhibit([servicePlan('core')]);
    storm(exhibit);
    exhibit.up('core').passes(10 * MINUTE - 1, ['core']);
    expect(exhibit.state.ladder.position).toBe(1);
    exhibit.passes(1, ['core']);
    expect(exhibit.state.ladder).toEqual({ position: 0, asked: null });
    expect(exhibit.take()).toContain('alert rung-helped core');
  });

  test('after the last rung: backoff at max, told once', () => {
    const exhibit = new Exhibit([servicePlan('core')], { plan: { ladder: [] } });
    expect(storm(exhibit)).toEqual(['save-standing', 'alert ladder-spent core']);
    const { life } = exhibit.service('core');
    expect(life.state === 'backing-off' ? life.until - life.failedAt : 0).toBe(30_000);
    exhibit.passes(30_000).up('core').exits('core');
    expect(exhibit.passes(30_000).states).toBe('core starting');
    expect(exhibit.take().filter((word) => word.startsWith('alert l'))).toEqual([]);
  });

  test('with escalate = service it is failed, told once, and tried again at max', () => {
    const exhibit = new Exhibit([servicePlan('core', { escalate: 'service' })]);
    expect(storm(exhibit)).toEqual(['alert storm core']);
    expect(exhibit.states).toBe('core failed');
    exhibit.passes(30_000).up('core').exits('core').passes(30_000);
    expect(exhibit.take().filter((word) => word === 'alert storm core')).toEqual([]);
    expect(exhibit.state.ladder.position).toBe(0);
  });
});

describe('the reboot budget', () => {
  const skips = (options: ConstructorParameters<typeof Exhibit>[1]) => {
    const exhibit = new Exhibit([servicePlan('core')], { ...options, plan: { ladder: ['reboot'] } });
    return storm(exhibit);
  };

  test('no reboot when it is unknown, spent, or not permitted', () => {
    const skipped = ['alert rung-skipped core', 'save-standing', 'alert ladder-spent core'];
    expect(skips({ budget: { known: false, reason: 'input/output error' } })).toEqual(skipped);
    expect(skips({ budget: { known: true, budget: { uptimeMs: HOUR, reboots: [1, 2] }, countedAt: 0 } })).toEqual(skipped);
    expect(skips({ rebootPermitted: { ok: false, reason: 'started by hand' } })).toEqual(skipped);
  });

  test('no reboot when it cannot be written', () => {
    const exhibit = new Exhibit([servicePlan('core')], { plan: { ladder: ['reboot'] } });
    storm(exhibit);
    exhibit.happens({ type: 'budget-saved', ok: false, reason: 'no space' });
    expect(exhibit.take()).toEqual(['alert rung-skipped core', 'save-budget', 'save-standing', 'alert ladder-spent core']);
  });

  test('entries expire by counted uptime', () => {
    const budget = { known: true, budget: { uptimeMs: 10 * HOUR, reboots: [HOUR, 9 * HOUR] }, countedAt: 0 } as const;
    const exhibit = new Exhibit([servicePlan('core')], { budget });
    expect(rebootsLeft(exhibit.state, 0)).toBe(0);
    expect(rebootsLeft(exhibit.state, 15 * HOUR - 1)).toBe(0);
    expect(rebootsLeft(exhibit.state, 15 * HOUR)).toBe(1);
  });

  test('counted uptime is written every ten minutes while entries stand', () => {
    const budget = { known: true, budget: { uptimeMs: 10, reboots: [5] }, countedAt: 0 } as const;
    const exhibit = new Exhibit([servicePlan('core')], { budget }).up('core');
    exhibit.take();
    expect(exhibit.passes(30 * MINUTE, ['core']).take()).toEqual(['save-budget', 'save-budget', 'save-budget']);
  });
});

describe('safe mode', () => {
  const inSafeMode = (run: readonly string[] = []) => {
    const exhibit = new Exhibit([servicePlan('core'), servicePlan('net')], {
      plan: { ladder: ['safe-mode'], safeMode: { retryMs: HOUR, run } },
    }).up('net');
    storm(exhibit, 'core', ['net']);
    if (run.length === 0) exhibit.exits('net', 0);
    return exhibit;
  };

  test('nothing runs but safe_mode.run, started anew with its mark', () => {
    const exhibit = inSafeMode(['net']);
    expect(exhibit.states).toBe('core stopped, net stopping');
    exhibit.takeEffects();
    exhibit.exits('net', 0);
    expect(exhibit.takeEffects()).toMatchObject([{ type: 'spawn', service: 'net', safeMode: true }]);
  });

  test('a trial fails at its first storm, without a reboot and without a new alarm; the wait doubles', () => {
    const exhibit = inSafeMode().passes(HOUR);
    expect(exhibit.exhibit).toBe('safe-mode');
    expect(exhibit.states).toBe('core starting, net starting');
    const came = storm(exhibit);
    expect(came).toEqual(['alert safe-mode-trial', 'save-standing', 'stop net']);
    expect(exhibit.state.safeMode?.intervalMs).toBe(2 * HOUR);
    exhibit.exits('net', 0);
    exhibit.take();
    expect(exhibit.passes(2 * HOUR - 1).take()).toEqual([]);
    expect(exhibit.passes(1).take()).toContain('spawn core');
  });

  test('a trial has succeeded when all were ready for storm.within', () => {
    const exhibit = inSafeMode()
      .passes(HOUR)
      .up('core', 'net')
      .passes(10 * MINUTE, ['core', 'net']);
    expect(exhibit.exhibit).toBe('running');
    expect(exhibit.state.ladder.position).toBe(0);
  });

  test('a trial in which something only fails to start ends too', () => {
    const exhibit = inSafeMode().passes(HOUR).of('core', { type: 'start-failed', reason: 'gone' });
    expect(exhibit.state.safeMode?.trialSince).toBe(null);
  });

  test('a person ends it; single services are refused meanwhile', () => {
    const exhibit = inSafeMode().person({ name: 'start', service: 'core' });
    expect(exhibit.states).toBe('core stopped, net stopped');
    exhibit.person({ name: 'resume' });
    expect(exhibit.states).toBe('core starting, net starting');
    expect(exhibit.state.ladder.position).toBe(0);
  });

  test('it outlives the supervisor with its doubled wait', () => {
    const standing = { ladder: { position: 1, asked: 'core' }, safeMode: { intervalMs: 4 * HOUR }, pause: null, held: [] };
    const exhibit = new Exhibit([servicePlan('core')], { standing });
    expect(exhibit.exhibit).toBe('safe-mode');
    expect(exhibit.take()).toEqual([]);
    expect(exhibit.passes(4 * HOUR - 1).take()).toEqual([]);
    exhibit.passes(1);
    storm(exhibit);
    expect(exhibit.state.safeMode?.intervalMs).toBe(8 * HOUR);
  });
});
