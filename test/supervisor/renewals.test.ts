import { beforeEach, expect, it } from 'vitest';
import { Renewals } from '../../electron/supervisor/renewals.ts';
import { Exhibit, MINUTE, servicePlan } from '../support/exhibit.ts';

let world: Exhibit;
let renewals: Renewals;
let done: string[];
let warned: string[];

beforeEach(() => {
  world = new Exhibit([servicePlan('wall', { kind: 'url' })]).up('wall');
  done = [];
  warned = [];
  renewals = new Renewals({
    state: () => world.state,
    monotonicMs: () => world.at,
    software: new Set(),
    warn: (text) => warned.push(text),
    dispatch(event) {
      done.push(event.type === 'command' ? `${event.command.name} by ${event.by}` : event.type);
      world.happens(event);
    },
  });
});

/** The shell of `wall` asks. */
function asks(software = false): void {
  renewals.report({ type: 'renew', service: 'wall', instance: world.instance('wall'), reason: 'the graphics fail', software });
}

/** It ends, and its next instance is up. */
function restarted(): void {
  world.exits('wall', 0).up('wall');
  renewals.after(world.state);
}

it('is a planned restart, and no failure', () => {
  asks();
  expect([done, renewals.isSoftware('wall')]).toEqual([['restart by invigil'], false]);
  restarted();
  expect(world.service('wall').restarts).toBe(0);
  expect(warned).toEqual(['wall is restarted as its shell asks (the graphics fail)']);
});

it('remembers that a shell is to draw without the graphics card', () => {
  asks();
  restarted();
  asks(true);
  restarted();
  expect([done, renewals.isSoftware('wall')]).toEqual([['restart by invigil', 'restart by invigil'], true]);
  expect(warned.at(-1)).toBe('wall is restarted as its shell asks (the graphics fail), from now on without the graphics card');
  expect(renewals.isSoftware('floor')).toBe(false);
});

it.each([
  ['pause', () => world.person({ name: 'pause', forMs: null }), () => world.person({ name: 'resume' })],
  ['stop by a person', () => world.person({ name: 'stop', service: 'wall' }), () => world.person({ name: 'start', service: 'wall' })],
  ['closing', () => world.happens({ type: 'hours', open: false }), () => world.happens({ type: 'hours', open: true })],
])('waits for the end of a %s', (_, begin, end) => {
  begin();
  asks();
  renewals.after(world.state);
  expect(done).toEqual([]);
  end();
  renewals.after(world.state);
  renewals.after(world.state);
  expect(done).toEqual(['restart by invigil']);
});

it('that waits is void when the shell has ended anyway', () => {
  world.person({ name: 'pause', forMs: null });
  asks();
  world.exits('wall');
  renewals.after(world.state);
  world.person({ name: 'resume' }).up('wall');
  renewals.after(world.state);
  expect(done).toEqual([]);
});

it('counts as a failure when it was given what it asks for shortly before', () => {
  asks();
  restarted();
  asks();
  expect(done).toEqual(['restart by invigil', 'fatal']);
  restarted();
  expect(world.service('wall').restarts).toBe(1);
  world.passes(10 * MINUTE, ['wall']);
  asks();
  expect(done.at(-1)).toBe('restart by invigil');
});
