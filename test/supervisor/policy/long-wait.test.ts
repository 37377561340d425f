import { describe, expect, it } from 'vitest';
import { waitingFor } from '../../../electron/supervisor/policy/index.ts';
import { Exhibit, MINUTE, servicePlan } from '../../support/exhibit.ts';

const plan = { kind: 'url', conditions: ['session', 'sound'] } as const;

function waiting(): Exhibit {
  const exhibit = new Exhibit([servicePlan('display', plan)]).session(false);
  exhibit.take();
  return exhibit;
}

const LONG = 'alert waiting-long display';
const OVER = 'alert waiting-over display';

describe('a wait for a condition', () => {
  it('is told once after 5 min, with the newest reason, and told again when it is over', () => {
    const exhibit = waiting()
      .passes(4 * MINUTE)
      .happens({ type: 'condition', key: 'session', holds: false, detail: 'a login screen is shown' });
    expect(exhibit.passes(MINUTE - 1).take()).toEqual([]);
    expect(
      exhibit
        .passes(1)
        .takeEffects()
        .map((effect) => effect.type === 'alert' && effect.alert),
    ).toEqual([
      {
        kind: 'waiting-long',
        level: 'warning',
        service: 'display',
        condition: 'session',
        detail: 'a login screen is shown',
        waitedMs: 5 * MINUTE,
      },
    ]);
    expect(exhibit.passes(60 * MINUTE).take()).toEqual([]);
    exhibit.happens({ type: 'condition', key: 'sound', holds: true, detail: '' });
    expect(exhibit.session(true).take()).toEqual(['spawn display', OVER]);
  });

  it('says since when it waits, whatever the words for it are', () => {
    const exhibit = waiting();
    const since = waitingFor(exhibit.state, exhibit.service('display'))?.since;
    exhibit.passes(MINUTE).happens({ type: 'condition', key: 'session', holds: false, detail: 'no screen is connected' });
    expect(waitingFor(exhibit.state, exhibit.service('display'))).toEqual({ what: 'session', detail: 'no screen is connected', since });
  });

  it('begins anew with another condition', () => {
    const exhibit = waiting()
      .passes(5 * MINUTE)
      .session(true);
    expect(exhibit.take()).toEqual([LONG, OVER]);
    expect(exhibit.passes(5 * MINUTE - 1).take()).toEqual([]);
    expect(exhibit.passes(1).take()).toEqual([LONG]);
  });

  it('is not told when it is short, nor its end', () => {
    const exhibit = waiting().happens({ type: 'condition', key: 'sound', holds: true, detail: '' });
    expect(
      exhibit
        .passes(4 * MINUTE)
        .session(true)
        .take(),
    ).toEqual(['spawn display']);
  });
});

describe('no wait', () => {
  it('is one that a person, the hours or a pause have ended', () => {
    const stop = { type: 'command', command: { name: 'stop', service: 'display' }, by: 'alice' } as const;
    expect(
      waiting()
        .happens(stop)
        .passes(60 * MINUTE)
        .take(),
    ).not.toContain(LONG);
    const pause = { type: 'command', command: { name: 'pause', forMs: null }, by: 'alice' } as const;
    expect(
      waiting()
        .happens(pause)
        .passes(60 * MINUTE)
        .take(),
    ).not.toContain(LONG);
    const closed = waiting()
      .passes(4 * MINUTE)
      .happens({ type: 'hours', open: false })
      .passes(60 * MINUTE);
    expect(closed.take()).not.toContain(LONG);
    expect(
      closed
        .happens({ type: 'hours', open: true })
        .passes(4 * MINUTE)
        .take(),
    ).toEqual([]);
    expect(closed.passes(MINUTE).take()).toEqual([LONG]);
  });

  it('is told as over when a person ends one that was told', () => {
    const stop = { type: 'command', command: { name: 'stop', service: 'display' }, by: 'alice' } as const;
    expect(
      waiting()
        .passes(5 * MINUTE)
        .happens(stop)
        .take(),
    ).toContain(OVER);
  });
});
