import { describe, expect, test } from 'vitest';
import { waitingFor } from '../../../electron/supervisor/policy/index.ts';
import type { ServicePlan } from '../../../electron/supervisor/policy/plan.ts';
import { Exhibit, MINUTE, servicePlan } from '../../support/exhibit.ts';

const display = { kind: 'url', conditions: ['session'], after: ['core'] } as const;
const exhibitWithPage = () => new Exhibit([servicePlan('core'), servicePlan('display', display)]);

describe('conditions', () => {
  test('a display waits for the session and says so', () => {
    const exhibit = exhibitWithPage().session(false);
    expect(exhibit.states).toBe('core starting, display waiting');
    expect(waitingFor(exhibit.state, exhibit.service('display'))).toMatchObject({ what: 'session', detail: 'no compositor' });
  });

  test('an exit of a service whose condition is gone is no failure', () => {
    const exhibit = exhibitWithPage().session(true).up('core', 'display').session(false).exits('display', 0);
    expect(exhibit.states).toBe('core running, display waiting');
    expect(exhibit.service('display').restarts).toBe(0);
    expect(exhibit.session(true).take().at(-1)).toBe('spawn display');
  });

  test('nor when the condition goes within a second after it', () => {
    const exhibit = exhibitWithPage().session(true).up('core', 'display').exits('display', 1);
    expect(exhibit.service('display').restarts).toBe(1);
    exhibit.passes(1_000, ['core']).session(false).exits('display', 1);
    expect(exhibit.service('display')).toMatchObject({ restarts: 0, begun: [], attempts: 0 });
    expect(exhibit.states).toBe('core running, display waiting');
  });

  test('no rung is taken before that second is over', () => {
    const exhibit = exhibitWithPage().session(true).up('core', 'display');
    for (let n = 0; n < 4; n++) {
      exhibit.exits('display', 1);
      const { life } = exhibit.service('display');
      if (life.state === 'backing-off' && n < 3) exhibit.passes(life.until - exhibit.at, ['core']).of('display', { type: 'ready' });
      else if (n < 3) exhibit.of('display', { type: 'ready' });
    }
    exhibit.take();
    exhibit
      .passes(900, ['core'])
      .session(false)
      .passes(60 * MINUTE, ['core']);
    expect(exhibit.take()).toEqual(['alert condition-lost display', 'alert waiting-long display']);
    expect(exhibit.state.ladder.position).toBe(0);
  });
});

describe('a url service', () => {
  test('its shell starts with the session; after holds back only the address', () => {
    const exhibit = exhibitWithPage().session(true);
    exhibit.of('display', { type: 'spawned', pid: 7 }).of('display', { type: 'ready' });
    expect(exhibit.states).toBe('core starting, display waiting');
    expect(waitingFor(exhibit.state, exhibit.service('display'))).toMatchObject({ what: 'service', detail: 'core' });
    exhibit.take();
    exhibit.up('core');
    expect(exhibit.take()).toEqual(['show display']);
    expect(exhibit.states).toBe('core running, display starting');
    expect(exhibit.of('display', { type: 'shown' }).states).toBe('core running, display running');
  });

  test('a page that is not shown in time is restarted as frozen', () => {
    const exhibit = exhibitWithPage().session(true).of('display', { type: 'ready' }).up('core');
    exhibit.take();
    const beating = ['core', 'display'];
    expect(exhibit.passes(29_999, beating).take()).toEqual([]);
    expect(exhibit.passes(1, beating).take()).toEqual(['kill display']);
  });

  test('a reload of the page keeps the shell, one of what the shell was started with does not', () => {
    const exhibit = exhibitWithPage().session(true).up('core', 'display');
    const changedTo = (fields: Partial<ServicePlan>) => ({
      ...exhibit.state.plan,
      services: [servicePlan('core'), servicePlan('display', { ...display, ...fields })],
    });
    exhibit.take();
    exhibit.happens({ type: 'plan', plan: changedTo({ digest: '2' }) });
    expect(exhibit.take()).toEqual(['hold display', 'show display']);
    exhibit.of('display', { type: 'shown' }).happens({ type: 'plan', plan: changedTo({ digest: '2', shellDigest: 'another title' }) });
    expect(exhibit.take()).toEqual(['hold display', 'stop display']);
  });

  test('its shell stays through stop, restart of the exhibit and safe mode', () => {
    const exhibit = exhibitWithPage().session(true).up('core', 'display');
    exhibit.take();
    exhibit.person({ name: 'stop', service: null });
    expect(exhibit.take()).toEqual(['save-standing', 'hold display', 'stop core']);
    expect(exhibit.states).toBe('core stopping, display stopped');
    exhibit.exits('core', 0).person({ name: 'start', service: null }).up('core');
    expect(exhibit.take()).toEqual(['save-standing', 'spawn core', 'show display']);
    exhibit.of('display', { type: 'shown' }).person({ name: 'restart', service: null });
    expect(exhibit.take()).toEqual(['save-standing', 'hold display', 'stop core']);
    expect(exhibit.exits('core', 0).states).toBe('core starting, display waiting');
  });

  test('a shell that dies while it only holds is started again and asks for no rung', () => {
    const exhibit = exhibitWithPage().session(true).up('core', 'display').person({ name: 'stop', service: 'display' });
    for (let n = 0; n < 20; n++) {
      exhibit.exits('display', 1);
      const { life } = exhibit.service('display');
      if (life.state === 'backing-off') exhibit.passes(life.until - exhibit.at, ['core']);
    }
    expect(exhibit.service('display').life.state).toBe('starting');
    expect(exhibit.state.ladder.position).toBe(0);
    expect(exhibit.states).toBe('core running, display stopped');
  });

  test('at shutdown the holding page covers the screen until all else is gone', () => {
    const exhibit = exhibitWithPage().session(true).up('core', 'display');
    exhibit.take();
    exhibit.happens({ type: 'shutdown' });
    expect(exhibit.take()).toEqual(['hold display', 'stop core']);
    expect(exhibit.exits('core', 0).take()).toEqual(['stop display']);
    expect(exhibit.exits('display', 0).take()).toEqual(['exit']);
  });
});
