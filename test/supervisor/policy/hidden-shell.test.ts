import { describe, expect, test } from 'vitest';
import { Exhibit, HOUR, servicePlan } from '../../support/exhibit.ts';

/** Two displays that are programs, and the shell that stands for them. */
function running(): Exhibit {
  const services = [
    servicePlan('core'),
    servicePlan('left', { after: ['core'] }),
    servicePlan('right'),
    servicePlan('shell', { kind: 'url', hidden: true, after: ['left', 'right'], conditions: ['session'], escalate: 'service' }),
  ];
  const exhibit = new Exhibit(services).session(true);
  exhibit.up('core', 'right').up('left').of('shell', { type: 'spawned', pid: 9 }).of('shell', { type: 'ready' });
  return exhibit;
}

function hidden(): Exhibit {
  const exhibit = running().of('shell', { type: 'shown' });
  exhibit.take();
  return exhibit;
}

const page = (exhibit: Exhibit) => exhibit.service('shell').page?.state;

describe('the hidden shell', () => {
  test('covers the screen until the last display is ready', () => {
    const exhibit = new Exhibit([
      servicePlan('left'),
      servicePlan('shell', { kind: 'url', hidden: true, after: ['left'], conditions: ['session'] }),
    ]);
    exhibit.session(true).of('shell', { type: 'spawned', pid: 9 }).of('shell', { type: 'ready' });
    expect([page(exhibit), exhibit.states]).toEqual(['held', 'left starting, shell waiting']);
    exhibit.take();
    exhibit.up('left');
    expect(exhibit.take()).toEqual(['show shell']);
    exhibit.of('shell', { type: 'shown' });
    expect([exhibit.states, exhibit.exhibit]).toEqual(['left running, shell running', 'running']);
  });

  test('stays away while one display restarts', () => {
    const exhibit = hidden().exits('left');
    expect(exhibit.take()).not.toContain('hold shell');
    expect(page(exhibit)).toBe('shown');
  });

  test.each([
    ['a restart of the exhibit', (exhibit: Exhibit) => exhibit.person({ name: 'restart', service: null })],
    ['a stop of everything', (exhibit: Exhibit) => exhibit.person({ name: 'stop', service: null })],
    ['closing', (exhibit: Exhibit) => exhibit.happens({ type: 'hours', open: false })],
    ['the end', (exhibit: Exhibit) => exhibit.happens({ type: 'shutdown' })],
  ])('covers it at %s, before a display ends', (_, happens) => {
    const effects = happens(hidden()).take();
    expect(effects).toContain('hold shell');
    expect(effects.indexOf('hold shell')).toBeLessThan(effects.indexOf('stop left'));
    expect(effects).not.toContain('stop shell');
  });

  test('covers it in safe mode, and leaves it with the displays', () => {
    const exhibit = new Exhibit(
      [
        servicePlan('left', { storm: { restarts: 1, withinMs: HOUR } }),
        servicePlan('shell', { kind: 'url', hidden: true, after: ['left'], conditions: ['session'], escalate: 'service' }),
      ],
      { plan: { ladder: ['safe-mode'] } },
    );
    exhibit.session(true).up('left').up('shell');
    exhibit.exits('left').up('left').exits('left').passes(2_000, ['shell']);
    expect([exhibit.exhibit, page(exhibit), exhibit.states]).toEqual(['safe-mode', 'held', 'left stopped, shell stopped']);
    exhibit.person({ name: 'resume' }).up('left');
    expect(page(exhibit)).toBe('given');
  });

  test('covers it while all displays were stopped by hand, and not while one of them runs', () => {
    const exhibit = hidden().person({ name: 'stop', service: 'left' });
    expect(page(exhibit)).toBe('shown');
    exhibit.person({ name: 'stop', service: 'right' });
    expect([page(exhibit), exhibit.exhibit]).toEqual(['held', 'running']);
  });

  test('says nothing of the exhibit, which is stopped when everything else is, one by one', () => {
    const exhibit = hidden();
    for (const name of ['left', 'right', 'core']) exhibit.person({ name: 'stop', service: name });
    expect(exhibit.exhibit).toBe('stopped');
  });

  test('covers the screen of displays that have come to their end, and leaves it when one begins again', () => {
    const once = { restart: 'never' } as const;
    const exhibit = new Exhibit([
      servicePlan('core'),
      servicePlan('left', once),
      servicePlan('right', once),
      servicePlan('shell', { kind: 'url', hidden: true, after: ['left', 'right'], conditions: ['session'], escalate: 'service' }),
    ]).session(true);
    exhibit.up('core', 'left', 'right').up('shell').exits('left', 0);
    expect(page(exhibit)).toBe('shown');
    exhibit.exits('right', 0);
    expect([page(exhibit), exhibit.states]).toEqual(['held', 'core running, left stopped, right stopped, shell stopped']);
    exhibit.person({ name: 'stop', service: 'core' }).exits('core', 0);
    expect(exhibit.exhibit).toBe('stopped');
    exhibit.person({ name: 'start', service: 'left' }).up('left');
    expect(page(exhibit)).toBe('given');
  });

  test('follows a display that is started again after everything was stopped', () => {
    const exhibit = hidden().person({ name: 'stop', service: null });
    for (const name of ['left', 'right', 'core']) exhibit.exits(name, 0);
    expect([exhibit.exhibit, exhibit.states]).toEqual(['stopped', 'core stopped, left stopped, right stopped, shell stopped']);
    for (const name of ['core', 'left', 'right']) exhibit.person({ name: 'start', service: name });
    exhibit.up('core', 'right').up('left');
    expect(page(exhibit)).toBe('given');
  });

  test('stays over the screen when it was itself stopped by hand, until it is started', () => {
    const exhibit = hidden().person({ name: 'stop', service: 'shell' });
    expect(exhibit.states).toBe('core running, left running, right running, shell stopped');
    expect(page(exhibit.person({ name: 'start', service: 'shell' }))).toBe('given');
  });

  test('lets be seen what a person starts in a pause', () => {
    const exhibit = hidden().person({ name: 'pause', forMs: null });
    for (const name of ['left', 'right']) exhibit.person({ name: 'stop', service: name }).exits(name, 0);
    expect(page(exhibit)).toBe('held');
    for (const name of ['left', 'right']) exhibit.person({ name: 'start', service: name }).up(name);
    expect(page(exhibit)).toBe('given');
  });
});
