import { describe, expect, it } from 'vitest';
import { withoutMs } from '../../electron/incident/story.ts';
import { HOUR, MINUTE, servicePlan } from '../support/exhibit.ts';
import { course, Recorded, T0 } from './recorded.ts';

const core = (fields = {}) => servicePlan('core', fields);

/** A running core, ten seconds old. */
function running(...services: ReturnType<typeof servicePlan>[]): Recorded {
  const exhibit = new Recorded(services.length === 0 ? [core()] : services);
  for (const { plan } of exhibit.state.services) if (exhibit.instance(plan.name) > 0) exhibit.up(plan.name);
  return exhibit.passes(
    10_000,
    exhibit.state.services.map(({ plan }) => plan.name),
  );
}

describe('each cause is one incident, from its first sign until the service is there again', () => {
  it('an exit', () => {
    const exhibit = running().exits('core');
    exhibit.at += 700;
    const { cause, failures, outcome, ...times } = exhibit.up('core').only;
    expect(cause).toEqual({ kind: 'exit', code: 1, signal: null });
    expect({ failures, outcome }).toEqual({ failures: 1, outcome: 'recovered' });
    expect(times).toMatchObject({ firstSignAt: T0 + 10_000, detectedAt: T0 + 10_000, actedAt: T0 + 10_700, readyAt: T0 + 10_700 });
    expect(course(exhibit.only)).toBe('failed 10000, restart-due 10000, started 10700, ready 10700');
    expect(exhibit.asked).toEqual(['core']);
  });

  it('a freeze: visitors were without it since its last beat', () => {
    const exhibit = running(core({ stop: { graceMs: 5_000, onFreeze: true } })).passes(6_000);
    exhibit.of('core', { type: 'exited', code: null, signal: 'SIGKILL', left: false });
    exhibit.at += 400;
    const incident = exhibit.up('core').only;
    expect(incident.cause).toEqual({ kind: 'freeze', silentMs: 5_000, detail: null });
    expect(course(incident)).toBe('failed 15000, asked-for-stack 15000, killed 16000, restart-due 16000, started 16400, ready 16400');
    expect(incident).toMatchObject({ firstSignAt: T0 + 10_000, detectedAt: T0 + 15_000, actedAt: T0 + 15_000, failures: 1 });
    expect(withoutMs(incident, 0)).toBe(6_400);
  });

  it('never ready', () => {
    const exhibit = new Recorded([core()]);
    exhibit.of('core', { type: 'spawned', pid: 7 }).passes(30_000).of('core', { type: 'gone' });
    expect(exhibit.only).toMatchObject({ cause: { kind: 'never-ready', afterMs: 30_000 }, outcome: null, readyAt: null, firstSignAt: T0 });
  });

  it('a stall: since its last progress', () => {
    const exhibit = running();
    for (let second = 0; second <= 60; second++) {
      exhibit.of('core', { type: 'beat', progress: 1 });
      exhibit.passes(1_000);
    }
    expect(exhibit.only).toMatchObject({ cause: { kind: 'stall', stoodMs: 60_000 }, firstSignAt: T0 + 10_000 });
    expect(course(exhibit.only)).toBe('failed 70000, asked-to-end 70000');
  });

  it('fatal, as it says itself, and a limit', () => {
    const fatal = running().of('core', { type: 'fatal', message: 'the camera is gone' });
    expect(fatal.only.cause).toEqual({ kind: 'fatal', message: 'the camera is gone' });
    const limit = running().of('core', { type: 'over-limit', limit: 'memory', found: 600e6, allowed: 500e6 });
    expect(limit.only.cause).toEqual({ kind: 'limit', limit: 'memory', found: 600e6, allowed: 500e6 });
  });

  it('a start failure, told each time it is tried again', () => {
    const exhibit = new Recorded([core()]).of('core', { type: 'start-failed', reason: 'no such program' });
    exhibit.passes(MINUTE).of('core', { type: 'start-failed', reason: 'no such program' });
    expect(course(exhibit.only)).toBe('failed 0, given-up 0, failed 60000, given-up 60000');
    exhibit.passes(MINUTE);
    expect(exhibit.up('core').only).toMatchObject({ cause: { kind: 'start-failure' }, failures: 2, outcome: 'recovered' });
  });

  it('an exit status that a restart cannot mend, also the second time within the same trouble', () => {
    const exhibit = running(core({ giveUp: [78] })).exits('core', 78);
    expect(exhibit.only).toMatchObject({ cause: { kind: 'exit', code: 78 }, failures: 1 });
    exhibit.passes(MINUTE);
    exhibit.up('core').passes(5_000, ['core']).exits('core', 78);
    expect(exhibit.all.map(({ outcome }) => outcome)).toEqual(['recovered', null]);
  });

  it('a client of another version', () => {
    const exhibit = running().of('core', { type: 'incompatible', detail: 'it speaks 3' }).exits('core', 0);
    expect(exhibit.only).toMatchObject({ cause: { kind: 'incompatible', reason: 'incompatible client: it speaks 3' }, failures: 1 });
  });

  it('a page that its shell loads again', () => {
    const exhibit = running(servicePlan('display', { kind: 'url' }));
    exhibit.book.report({ service: 'display', instance: 1, type: 'page', state: 'reloading', message: 'the page did not beat for 5 s' });
    exhibit.of('display', { type: 'beat' });
    expect(exhibit.only).toMatchObject({ cause: { kind: 'page', message: 'the page did not beat for 5 s' }, outcome: null });
    exhibit.at += 800;
    expect(exhibit.of('display', { type: 'shown' }).only).toMatchObject({ outcome: 'recovered', readyAt: T0 + 10_800 });
  });

  it('a condition that goes: the exit just before is its consequence', () => {
    const key = 'device /dev/ttyACM0';
    const exhibit = new Recorded([core({ conditions: [key] })]).happens({ type: 'condition', key, holds: true, detail: '' });
    exhibit.up('core').passes(5_000, ['core']).exits('core').happens({ type: 'condition', key, holds: false, detail: 'no such file' });
    exhibit.exits('core');
    expect(exhibit.only).toMatchObject({ cause: { kind: 'condition', condition: key, detail: 'no such file' }, outcome: null });
    exhibit.passes(2_000).happens({ type: 'condition', key, holds: true, detail: '' });
    expect(exhibit.up('core').only).toMatchObject({ outcome: 'recovered', readyAt: T0 + 7_000 });
  });

  it('what does not die, though its end was meant', () => {
    const exhibit = running().person({ name: 'stop', service: 'core' }).passes(15_000);
    expect(exhibit.only).toMatchObject({ cause: { kind: 'will-not-die' }, outcome: null });
    expect(exhibit.of('core', { type: 'gone' }).only).toMatchObject({ outcome: 'stopped' });
  });

  it('what went to the background', () => {
    const exhibit = running().of('core', { type: 'exited', code: 0, signal: null, left: true }).of('core', { type: 'gone' });
    expect(exhibit.only).toMatchObject({ cause: { kind: 'exit', code: 0 }, failures: 1 });
    expect(course(exhibit.only)).toContain('background');
  });
});

describe('what follows belongs to it', () => {
  it('further failures until it is ready again, and what the ladder does', () => {
    const exhibit = running(core(), servicePlan('audio', { with: ['core'] }));
    for (let count = 0; count < 4; count++) {
      exhibit.exits('core').passes(4_500, ['audio']);
      if (exhibit.service('audio').life.state === 'stopping') exhibit.exits('audio', 0).up('audio');
    }
    const incident = exhibit.only;
    expect(incident.failures).toBe(4);
    expect(incident.moments.filter(({ what }) => what === 'rung')).toHaveLength(1);
    expect(incident.others).toEqual(['audio']);
  });

  it('safe mode ends it, and its trials are told in it', () => {
    const exhibit = new Recorded([core({ storm: { restarts: 1, withinMs: 10 * MINUTE } })], { plan: { ladder: ['safe-mode'] } });
    exhibit
      .up('core')
      .exits('core')
      .exits('core')
      .passes(2 * HOUR);
    const [incident] = exhibit.all;
    expect(incident?.outcome).toBe('safe-mode');
    expect(incident && course(incident)).toMatch(/rung \d+, safe-mode \d+, trial/);
  });

  it('a rung that helped is told after the end', () => {
    const exhibit = new Recorded([core({ storm: { restarts: 1, withinMs: MINUTE } })]);
    exhibit.up('core').exits('core').exits('core').passes(1_000);
    exhibit.up('core').passes(2 * MINUTE, ['core']);
    expect(exhibit.only).toMatchObject({ outcome: 'recovered' });
    expect(course(exhibit.only)).toMatch(/ready \d+, rung-helped \d+$/);
  });

  it('a stop by a person ends it, and says who', () => {
    const exhibit = running().exits('core').exits('core').person({ name: 'stop', service: 'core' });
    expect(exhibit.only).toMatchObject({ outcome: 'stopped', endedBy: 'test' });
  });

  it('a trouble of a day keeps its first and last moments', () => {
    const exhibit = running(core({ escalate: 'service', storm: { restarts: 1_000, withinMs: 1_000 } }));
    for (let count = 0; count < 500; count++) exhibit.exits('core').passes(31_000);
    const { moments, momentsLeftOut, failures } = exhibit.only;
    expect(moments).toHaveLength(80);
    expect(momentsLeftOut).toBe(922);
    expect(failures).toBe(500);
  });
});

describe('what is none', () => {
  it('a stop, a restart and a pause by a person, and an end in order', () => {
    const exhibit = running().person({ name: 'restart', service: 'core' }).exits('core', 0);
    exhibit.up('core').person({ name: 'pause', forMs: null }).exits('core').person({ name: 'resume' });
    exhibit.up('core').happens({ type: 'shutdown' }).exits('core', 0);
    exhibit.book.close();
    expect(exhibit.all).toEqual([]);
  });

  it('a one-shot that has done its work', () => {
    expect(running(core({ restart: 'never' })).exits('core', 0).all).toEqual([]);
  });
});

describe('a supervisor that goes on where another ended', () => {
  const earlier = { seenAt: T0 - 90_000, boot: 'this boot', endedInOrder: false };

  it('tells of an end that was not in order, until everything is there again', () => {
    const exhibit = new Recorded([core()], {}, { earlier, open: [] });
    exhibit.at = 2_000;
    exhibit.up('core');
    const { cause, service, firstSignAt, readyAt, outcome } = exhibit.only;
    expect({ cause, service }).toEqual({ cause: { kind: 'supervisor', rebooted: false, seenAt: T0 - 90_000 }, service: null });
    expect({ firstSignAt, readyAt, outcome }).toEqual({ firstSignAt: T0 - 90_000, readyAt: T0 + 2_000, outcome: 'recovered' });
    expect(exhibit.asked).toEqual([null]);
  });

  it('goes on with an open incident over a reboot that the ladder asked for', () => {
    const before = new Recorded([core({ storm: { restarts: 1, withinMs: MINUTE } })], { plan: { ladder: ['reboot'] } });
    before
      .up('core')
      .exits('core')
      .exits('core')
      .passes(1_000)
      .happens({ type: 'budget-saved', ok: true, reason: '' })
      .happens({ type: 'shutdown' });
    before.book.close();
    expect(before.only.outcome).toBe(null);
    const found = { earlier: { ...earlier, boot: 'the last one', endedInOrder: true }, open: [{ document: before.only }] };
    const after = new Recorded([core()], {}, found);
    after.at = 60_000;
    expect(after.up('core').only).toMatchObject({ id: before.only.id, outcome: 'recovered', readyAt: T0 + 60_000 });
    expect(after.only.moments).toContainEqual({ at: T0, what: 'supervisor', rebooted: true });
  });

  it('ends what nobody can go on with', () => {
    const before = running().exits('core');
    const found = { earlier, open: [{ document: before.only }, { document: { of: 'another version' } }] };
    const after = new Recorded([servicePlan('audio')], {}, found);
    expect(after.all.find(({ service }) => service === 'core')).toMatchObject({ outcome: 'unknown', endedAt: earlier.seenAt });
  });

  it('ends everything at an end in order', () => {
    const exhibit = running().exits('core');
    exhibit.book.close();
    expect(exhibit.only.outcome).toBe('shut-down');
  });
});
