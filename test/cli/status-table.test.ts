import { describe, expect, it } from 'vitest';
import { statusTable } from '../../electron/cli/status-table.ts';
import { lookOf } from '../../electron/cli/terminal.ts';
import { overview } from '../../electron/supervisor/overview.ts';
import type { Snapshot } from '../../electron/supervisor/snapshot.ts';
import { beside, NOW, service, snapshot } from '../support/snapshot.ts';

const plain = lookOf({ isTTY: false }, {});
const terminal = (columns: number, environment: NodeJS.ProcessEnv = { NO_COLOR: '1' }) => lookOf({ isTTY: true, columns }, environment);

const trouble = snapshot({
  state: 'degraded',
  health: 'error',
  ladder: 1,
  services: [
    service('core', { pid: 12, lastBeatMs: 96 }),
    service('audio', {
      state: 'backing-off',
      pid: null,
      lastBeatMs: null,
      health: 'error',
      reason: 'exit status 1',
      attempts: 2,
      restarts: 12,
      nextTryMs: 11_300,
    }),
    service('display', { lastBeatMs: 14_200 }),
  ],
});

const table = (given: Snapshot, look = plain) => statusTable(overview(given, NOW, beside), look);

describe('the status at 80 columns', () => {
  it('when everything runs', () => {
    expect(table(snapshot())).toMatchInlineSnapshot(`
      "Everything is running.

      Service  State     PID   Beat  Restarts
      core     running  4004  0.3 s         0  for 2 h
      audio    running  4005  0.3 s         0  for 2 h
      display  running  4007  0.3 s         0  for 2 h

      The Lantern Room (lantern). Reboots left: 2."
    `);
  });

  it('puts the trouble first', () => {
    expect(table(trouble, terminal(80))).toMatchInlineSnapshot(`
      "■ The sound has stopped. Restarted twice, trying again in 12 s.

        Service  State         PID   Beat  Restarts
      ■ audio    backing-off     -      -        12  exit status 1; restarted twice,
                                                     trying again in 12 s
      ● core     running        12  0.1 s         0  for 2 h
      ● display  running      4007   14 s         0  for 2 h

      The Lantern Room (lantern). Rungs of the ladder taken: 1. Reboots left: 2."
    `);
  });

  it('while it waits for the screen', () => {
    const waitingFor = { what: 'session', detail: 'no Wayland compositor in /run/user/1000', since: new Date(NOW).toISOString() };
    const display = service('display', { state: 'waiting', pid: null, lastBeatMs: null, health: 'unknown', waitingFor });
    expect(table(snapshot({ state: 'starting', services: [service('core'), display] }), terminal(80))).toMatchInlineSnapshot(`
      "○ Waiting for the screen: no Wayland compositor in /run/user/1000.

        Service  State     PID   Beat  Restarts
      ○ display  waiting     -      -         0  waiting for the screen: no Wayland
                                                 compositor in /run/user/1000
      ● core     running  4004  0.3 s         0  for 2 h

      The Lantern Room (lantern). Reboots left: 2."
    `);
  });

  it('while paused', () => {
    const paused = snapshot({ state: 'paused', pausedUntil: new Date(NOW + 42 * 60_000).toISOString() });
    expect(table(paused, terminal(80))).toMatchInlineSnapshot(`
      "❚❚ Paused for 42 more minutes.

        Service  State     PID   Beat  Restarts
      ● core     running  4004  0.3 s         0  for 2 h
      ● audio    running  4005  0.3 s         0  for 2 h
      ● display  running  4007  0.3 s         0  for 2 h

      The Lantern Room (lantern). Reboots left: 2."
    `);
  });

  it('with the longest names there can be', () => {
    const long = service('a'.repeat(32), { pid: 4_194_304, restarts: 12_345, reason: 'exit status 1', state: 'starting', attempts: 3 });
    expect(table(snapshot({ state: 'degraded', services: [long], rebootsLeft: null }), terminal(80))).toMatchInlineSnapshot(`
      "▲ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa has stopped and is being restarted.

        Service                           State         PID   Beat  Restarts
      ▲ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  starting  4194304  0.3 s     12345
          exit status 1; being restarted

      The Lantern Room (lantern)."
    `);
  });

  it('of an exhibit without services', () => {
    expect(table(snapshot({ services: [] }))).toMatchInlineSnapshot(`
      "Everything is running.

      The Lantern Room (lantern). Reboots left: 2."
    `);
  });
});

it.each([40, 60, 80, 120])('fits %d columns', (columns) => {
  const lines = table(trouble, terminal(columns)).split('\n');
  // The columns of numbers themselves are 45 wide.
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.max(columns, 48));
});

describe('colour and shape', () => {
  const ESCAPE = String.fromCharCode(0x1b);

  it('only on a terminal', () => {
    expect(table(trouble)).not.toMatch(/[●■▲]/);
    expect(table(trouble)).not.toContain(ESCAPE);
    expect(table(trouble, terminal(80, {}))).toContain(ESCAPE);
  });

  it.each<NodeJS.ProcessEnv>([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('shape alone with %o', (environment) => {
    expect(table(trouble, terminal(80, environment))).not.toContain(ESCAPE);
    expect(table(trouble, terminal(80, environment))).toContain('■ ');
  });

  it('an empty NO_COLOR asks for nothing', () => {
    expect(table(trouble, terminal(80, { NO_COLOR: '' }))).toContain(ESCAPE);
  });
});
