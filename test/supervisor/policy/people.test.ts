import { describe, expect, test } from 'vitest';
import { Exhibit, MINUTE, servicePlan } from '../../support/exhibit.ts';

const two = () => new Exhibit([servicePlan('core'), servicePlan('audio', { after: ['core'] })]).up('core', 'audio');

describe('a stop by a person', () => {
  test('wins over a restart that is under way', () => {
    const exhibit = new Exhibit([servicePlan('core')]).up('core');
    exhibit.passes(5_000).person({ name: 'stop', service: 'core' }).exits('core', null);
    expect(exhibit.states).toBe('core stopped');
    expect(exhibit.exhibit).toBe('stopped');
  });

  test('holds against everything but start and a restart of the exhibit', () => {
    const exhibit = two()
      .person({ name: 'stop', service: 'audio' })
      .exits('audio', 0)
      .exits('core')
      .up('core')
      .passes(60 * MINUTE, ['core']);
    expect(exhibit.states).toBe('core running, audio stopped');
    expect(exhibit.exhibit).toBe('running');
    expect(exhibit.person({ name: 'start', service: 'audio' }).states).toBe('core running, audio starting');
    exhibit.up('audio').person({ name: 'stop', service: 'audio' }).exits('audio', 0).person({ name: 'restart', service: null });
    exhibit.exits('core', 0).up('core');
    expect(exhibit.states).toBe('core running, audio starting');
  });

  test('holds across a restart of the supervisor', () => {
    const standing = { ladder: { position: 0, asked: null }, safeMode: null, pause: null, held: ['core'] };
    expect(new Exhibit([servicePlan('core')], { standing }).states).toBe('core stopped');
  });

  test('of everything ends it in reverse order', () => {
    const exhibit = two().person({ name: 'stop', service: null });
    expect(exhibit.states).toBe('core running, audio stopping');
    expect(exhibit.exits('audio', 0).states).toBe('core stopping, audio stopped');
    expect(exhibit.exits('core', 0).exhibit).toBe('stopped');
  });

  test('a service that ignores the stop signal is killed after its grace', () => {
    const exhibit = two();
    exhibit.take();
    exhibit.person({ name: 'stop', service: 'audio' }).passes(4_999, ['core']);
    expect(exhibit.take()).toEqual(['save-standing', 'stop audio']);
    expect(exhibit.passes(1, ['core']).take()).toEqual(['kill audio']);
  });
});

describe('a restart by a person', () => {
  test('is not counted and ends what runs with it first', () => {
    const exhibit = new Exhibit([servicePlan('core'), servicePlan('audio', { after: ['core'], with: ['core'] })]).up('core', 'audio');
    exhibit.person({ name: 'restart', service: 'core' });
    expect(exhibit.states).toBe('core running, audio stopping');
    expect(exhibit.exits('audio', 0).states).toBe('core stopping, audio waiting');
    expect(exhibit.exits('core', 0).up('core').states).toBe('core running, audio starting');
    expect(exhibit.service('core').restarts + exhibit.service('audio').restarts).toBe(0);
  });

  test('of a failed service starts it at once', () => {
    const exhibit = new Exhibit([servicePlan('core')]).of('core', { type: 'start-failed', reason: 'gone' });
    expect(exhibit.person({ name: 'restart', service: 'core' }).states).toBe('core starting');
  });
});

test('with: an unplanned restart takes along what runs with it', () => {
  const exhibit = new Exhibit([servicePlan('core'), servicePlan('audio', { with: ['core'] }), servicePlan('other')]).up(
    'core',
    'audio',
    'other',
  );
  exhibit.passes(10, []).exits('core');
  expect(exhibit.states).toBe('core starting, audio stopping, other running');
  expect(exhibit.exits('audio', 0).states).toBe('core starting, audio starting, other running');
});

describe('pause', () => {
  test('nothing is restarted; what died starts at resume, and deadlines begin anew', () => {
    const exhibit = two().person({ name: 'pause', forMs: null });
    exhibit.take();
    exhibit.exits('audio').passes(60 * MINUTE);
    expect(exhibit.take()).toEqual([]);
    expect(exhibit.states).toBe('core running, audio waiting');
    expect(exhibit.exhibit).toBe('paused');
    exhibit.person({ name: 'resume' });
    expect(exhibit.states).toBe('core running, audio starting');
    exhibit.up('audio').passes(4_999);
    expect(exhibit.states).toBe('core running, audio running');
    expect(exhibit.service('audio').restarts).toBe(0);
  });

  test('ends by time', () => {
    const exhibit = two()
      .person({ name: 'pause', forMs: 30 * MINUTE })
      .passes(30 * MINUTE);
    expect(exhibit.exhibit).toBe('running');
    expect(exhibit.take()).toContain('alert resumed');
  });

  test("a person's commands work meanwhile", () => {
    const exhibit = two().person({ name: 'pause', forMs: null }).exits('audio').person({ name: 'start', service: 'audio' });
    expect(exhibit.states).toBe('core running, audio starting');
    exhibit.up('audio').exits('audio');
    expect(exhibit.states).toBe('core running, audio waiting');
    exhibit.person({ name: 'restart', service: 'core' }).exits('core', 0);
    expect(exhibit.states).toBe('core starting, audio waiting');
  });

  test('fatal said in a pause is acted on when it ends', () => {
    const exhibit = two().person({ name: 'pause', forMs: null }).of('audio', { type: 'fatal', message: 'lost the card' });
    expect(exhibit.states).toBe('core running, audio running');
    expect(exhibit.person({ name: 'resume' }).states).toBe('core running, audio stopping');
  });

  test('outlives the supervisor', () => {
    const standing = { ladder: { position: 0, asked: null }, safeMode: null, pause: { until: 5 * MINUTE }, held: [] };
    const exhibit = new Exhibit([servicePlan('core')], { standing });
    expect(exhibit.states).toBe('core waiting');
    expect(exhibit.passes(5 * MINUTE).states).toBe('core starting');
  });
});

describe('closed', () => {
  test('ends everything in order, and only a person starts something before opening', () => {
    const exhibit = two().happens({ type: 'hours', open: false });
    expect(exhibit.exits('audio', 0).exits('core', 0).states).toBe('core stopped, audio stopped');
    expect(exhibit.exhibit).toBe('closed');
    exhibit.person({ name: 'start', service: 'core' });
    expect(exhibit.states).toBe('core starting, audio stopped');
    exhibit.up('core').happens({ type: 'hours', open: true });
    expect(exhibit.states).toBe('core running, audio starting');
  });
});

describe('shutdown', () => {
  test('ends everything in reverse order, then exits once', () => {
    const exhibit = two().happens({ type: 'shutdown' }).exits('audio', 0);
    expect(exhibit.exhibit).toBe('stopping');
    exhibit.take();
    expect(exhibit.exits('core', 0).take()).toEqual(['exit']);
    expect(exhibit.happens({ type: 'shutdown' }).take()).toEqual([]);
  });

  test('asked for twice it kills', () => {
    const exhibit = two().happens({ type: 'shutdown' }).happens({ type: 'shutdown' });
    exhibit.take();
    expect(exhibit.passes(0).take()).toEqual(['kill core']);
  });
});

describe('time that nobody has to answer for', () => {
  test('a late loop, sleep and a debugger are no missed beats', () => {
    const late = two().passes(4_000).happens({ type: 'late', byMs: 10_000 }).passes(10_999);
    expect(late.states).toBe('core running, audio running');
    const slept = two().passes(4_900).happens({ type: 'resumed', sleptMs: 1_000_000 }).passes(4_999);
    expect(slept.states).toBe('core running, audio running');
    const traced = two();
    traced.at = 5_000;
    traced.happens({ type: 'tick', traced: ['core', 'audio'] });
    expect(traced.passes(4_999).states).toBe('core running, audio running');
    // Perhaps it was let go a moment before: it has a whole timeout once more, and no further one.
    expect(traced.passes(5_000).states).toBe('core running, audio running');
    expect(traced.passes(1).states).toBe('core stopping, audio stopping');
  });
});

describe('reload', () => {
  test('only what changed restarts; what left ends, what is new starts', () => {
    const exhibit = new Exhibit([servicePlan('core'), servicePlan('audio'), servicePlan('old')]).up('core', 'audio', 'old');
    const plan = { ...exhibit.state.plan, services: [servicePlan('core'), servicePlan('audio', { digest: '2' }), servicePlan('new')] };
    exhibit.happens({ type: 'plan', plan });
    expect(exhibit.states).toBe('core running, audio stopping, new starting, old stopping');
    exhibit.exits('old', 0).exits('audio', 0);
    expect(exhibit.states).toBe('core running, audio starting, new starting');
    expect(exhibit.service('audio').restarts).toBe(0);
  });
});
