import { expect, it } from 'vitest';
import type { FactBody } from '../../../electron/alert/policy/index.ts';
import type { Rung } from '../../../electron/supervisor/policy/plan.ts';
import { MINUTE, SECOND, Teller } from './teller.ts';

const HOUR = 60 * MINUTE;
const taken = (rung: Rung) => ({ kind: 'rung-taken', level: 'error', rung, service: 'display' }) as const;

/** Two restarts and a rung: the picture is down. */
function climbed(teller: Teller, rung: Rung, position: number): void {
  teller.alert(
    taken(rung),
    { state: 'waiting', waitingFor: { what: 'service', detail: 'core', since: '' } },
    { ladder: position, state: 'degraded' },
  );
}

/** The next supervisor reads what this one has left. */
function begins(teller: Teller, fact: Extract<FactBody, { type: 'started' }>, awayMs: number): void {
  teller.at = fact.booted ? 4 * SECOND : teller.at + awayMs;
  if (fact.booted) teller.offset += 0;
  teller.take(fact);
}

it('tells of each rung once, on one thread, and of the end when the rung has helped', () => {
  const teller = new Teller();
  teller.crash('display');
  teller.crash('display', 2);
  climbed(teller, 'restart-exhibit', 1);
  teller.ready('display');
  teller.pass(9 * MINUTE);
  expect(teller.drafts.at(-1)?.text).toBe('Restarting the picture alone did not help.\nVisitors see the holding page for some seconds.');
  teller.pass(MINUTE);
  teller.alert({ kind: 'rung-helped', level: 'info', service: 'display' }, { state: 'running' }, { ladder: 0, state: 'running' });
  expect(teller.drafts.at(-1)).toMatchObject({ kind: 'rung-helped', level: 'info', to: ['phone', 'book'] });
  expect(new Set(teller.drafts.map(({ thread }) => thread)).size).toBe(1);
  expect(teller.said()).toEqual([
    'raise phone+book: The picture keeps failing',
    'update phone+book: Everything is restarted because of the picture',
    'clear phone+book: The picture is back',
  ]);
});

it('tells what comes together in one message: safe mode, and why there was no reboot', () => {
  const teller = new Teller();
  const down = { state: 'stopped', stoppedBy: 'safe-mode' } as const;
  teller.take({
    type: 'alert',
    alert: { kind: 'rung-skipped', level: 'error', rung: 'reboot', service: 'display', reason: 'not allowed' },
    incident: '7',
  });
  teller.take({ type: 'alert', alert: taken('safe-mode'), incident: '7' });
  teller.alert({ kind: 'safe-mode', level: 'fatal', service: 'display' }, down, { state: 'safe-mode', ladder: 3 });
  teller.pass(HOUR);
  expect(teller.drafts.map(({ text }) => text)).toEqual([
    'No reboot: not allowed.\nRestarts did not help the picture. Nothing else runs now.\nIt is tried again from time to time. Somebody has to look at it.',
  ]);
  expect(teller.said()).toEqual(['raise phone+book: Safe mode: visitors see the holding page']);
});

it('tells nothing more in safe mode, not even of a trial that fails, and then its end', () => {
  const teller = new Teller();
  teller.alert(
    { kind: 'safe-mode', level: 'fatal', service: 'display' },
    { state: 'stopped', stoppedBy: 'safe-mode' },
    { state: 'safe-mode', ladder: 3 },
  );
  teller.said();
  const trial = { kind: 'safe-mode-trial', level: 'info' } as const;
  teller.alert({ ...trial, outcome: 'begun', nextInMs: null });
  teller.crash('core');
  teller.crash('core', 2);
  teller.shows('core', { state: 'stopped', stoppedBy: 'safe-mode' });
  teller.alert({ ...trial, outcome: 'failed', nextInMs: HOUR });
  teller.pass(HOUR);
  expect(teller.said()).toEqual([]);
  expect(teller.wrote()).toEqual([
    'safe-mode: Everything is tried again',
    "safe-mode: The exhibit's core keeps failing",
    'safe-mode: Trying again did not help',
  ]);
  teller.alert({ kind: 'safe-mode-ended', level: 'info', by: 'alice (dashboard)' }, null, { state: 'starting', ladder: 0 });
  expect(teller.drafts.at(-1)?.text).toBe(
    'It lasted for 60 min.\nEnded by alice (dashboard). Everything starts again.'.replace('60 min', '1 h'),
  );
  expect(teller.said()).toEqual(['clear phone+book: Safe mode is over']);
});

it('finds a safe mode of which nothing is known any more', () => {
  const teller = new Teller();
  teller.exhibit({ state: 'safe-mode', ladder: 3 });
  teller.exhibit({ state: 'running', ladder: 0 });
  teller.pass(MINUTE);
  expect(teller.said()).toEqual(['raise phone+book: Safe mode: visitors see the holding page', 'clear phone+book: Safe mode is over']);
});

it('says after a reboot of the ladder, on the thread of before, whether it has helped', () => {
  const teller = new Teller();
  teller.crash('display');
  teller.crash('display', 2);
  climbed(teller, 'reboot', 2);
  begins(teller, { type: 'started', how: 'ladder-reboot', booted: true }, 0);
  teller.shows('display', { state: 'waiting', waitingFor: { what: 'session', detail: 'not looked at yet', since: '' } });
  teller.pass(20 * SECOND);
  teller.ready('display');
  teller.pass(10 * MINUTE);
  teller.alert({ kind: 'rung-helped', level: 'info', service: 'display' }, { state: 'running' }, { ladder: 0, state: 'running' });
  expect(new Set(teller.drafts.filter(({ act }) => act !== 'note').map(({ thread }) => thread)).size).toBe(1);
  expect(teller.said()).toEqual([
    'raise phone+book: The picture keeps failing',
    'update phone+book: The machine reboots because of the picture',
    'note book: The machine is back after the reboot',
    'clear phone+book: The picture is back',
  ]);
});

it('clears what an earlier supervisor has raised', () => {
  const teller = new Teller();
  teller.alert({ kind: 'gave-up', level: 'error', service: 'audio', reason: 'exit status 78' }, { state: 'failed' });
  begins(teller, { type: 'started', how: 'crash', booted: false }, 2 * SECOND);
  teller.shows('audio', { state: 'starting' });
  teller.ready('audio');
  teller.pass(MINUTE);
  expect(teller.said()).toEqual([
    'raise phone+book: The sound cannot run',
    'note phone+book: Invigil ended and is back',
    'clear phone+book: The sound is back',
  ]);
});

it('tells a start, a stop and a start that nobody asked for apart', () => {
  const teller = new Teller();
  begins(teller, { type: 'started', how: 'first', booted: true }, 0);
  teller.pass(HOUR);
  teller.take({ type: 'stopping' });
  teller.alert(
    { kind: 'start-failed', level: 'error', service: 'core', reason: 'it was to end before it had begun' },
    { state: 'failed' },
    { state: 'stopping' },
  );
  teller.pass(HOUR);
  begins(teller, { type: 'started', how: 'power', booted: true }, 0);
  expect(teller.drafts.map(({ level, kind }) => `${level} ${kind}`)).toEqual(['info started', 'info stopping', 'warning started']);
});

it('sends nothing in a pause, and afterwards what is still so', () => {
  const teller = new Teller();
  teller.crash('audio');
  teller.crash('audio', 2);
  teller.said();
  teller.alert({ kind: 'paused', level: 'info', by: 'floor', forMs: HOUR }, null, { state: 'paused' });
  expect(teller.said()).toEqual(['note book: Paused']);
  teller.ready('audio');
  teller.shows('core', { health: 'error' });
  teller.alert({ kind: 'start-failed', level: 'error', service: 'display', reason: 'no such program kiosk' }, { state: 'failed' });
  teller.pass(30 * MINUTE);
  expect(teller.said()).toEqual([]);
  expect(teller.wrote()).toEqual(['paused: The picture cannot start', "paused: The exhibit's core reports an error"]);
  teller.alert({ kind: 'resumed', level: 'info', by: 'floor' }, null, { state: 'degraded' });
  expect(teller.said()).toEqual([
    'note book: No longer paused',
    'clear phone+book: The sound is back',
    "raise phone+book: The exhibit's core reports an error",
    'raise phone+book: The picture cannot start',
  ]);
});

it('forgets of a pause what was over with it, and gives what starts after it its time', () => {
  const teller = new Teller();
  teller.alert({ kind: 'paused', level: 'info', by: 'floor', forMs: HOUR }, null, { state: 'paused' });
  teller.shows('core', { health: 'error' });
  teller.pass(MINUTE);
  teller.shows('core', { health: 'healthy' });
  teller.alert({ kind: 'start-failed', level: 'error', service: 'display', reason: 'no such program kiosk' }, { state: 'failed' });
  teller.pass(MINUTE);
  teller.said();
  teller.shows('display', { state: 'starting' });
  teller.alert({ kind: 'resumed', level: 'info', by: 'floor' }, null, { state: 'starting' });
  teller.pass(20 * SECOND);
  teller.ready('display');
  teller.pass(MINUTE);
  expect(teller.said()).toEqual(['note book: No longer paused']);
});

it('holds outside opening hours what is wrong, and tells it when it still is so at opening', () => {
  const teller = new Teller();
  const rest = { state: 'stopped', stoppedBy: 'closed' } as const;
  teller.crash('audio');
  teller.crash('audio', 2);
  teller.said();
  teller.shows('audio', rest, { state: 'closed', open: false });
  teller.take({ type: 'machine', checks: [{ name: 'disk', status: 'error', message: '97 % of the disk is in use' }] });
  teller.pass(10 * HOUR);
  expect(teller.said()).toEqual([]);
  teller.shows('audio', { state: 'starting' }, { state: 'starting', open: true });
  expect(teller.drafts.at(-1)?.text).toBe('97 % of the disk is in use.');
  teller.ready('audio');
  teller.pass(MINUTE);
  expect(teller.said()).toEqual(['raise phone+book: The disk is nearly full', 'clear phone+book: The sound is back']);
});

it('is as silent outside opening hours where safe mode or a stop by hand is what people see', () => {
  for (const state of ['safe-mode', 'stopped'] as const) {
    const teller = new Teller();
    teller.exhibit({ state: 'closed', open: false });
    teller.exhibit({ state });
    teller.take({ type: 'machine', checks: [{ name: 'disk', status: 'error', message: '97 % of the disk is in use' }] });
    teller.pass(HOUR);
    expect(teller.said()).toEqual([]);
    expect(teller.wrote()).toContain('closed: The disk is nearly full');
    teller.exhibit({ open: true });
    expect(teller.said()).toContain('raise phone+book: The disk is nearly full');
  }
});

it('tells of the machine what has lasted, and not of what could not be looked at', () => {
  const teller = new Teller();
  const disk = (status: 'healthy' | 'error' | 'unknown') =>
    teller.take({
      type: 'machine',
      checks: [
        { name: 'disk', status, message: 'm' },
        { name: 'restarts', status: 'warning', message: '3' },
      ],
    });
  disk('error');
  teller.pass(29 * SECOND);
  disk('unknown');
  teller.pass(SECOND);
  expect(teller.said()).toEqual(['raise phone+book: The disk is nearly full']);
  disk('healthy');
  teller.pass(MINUTE);
  expect(teller.said()).toEqual(['clear phone+book: The machine is well again']);
});

it('tells of guessed PINs at once and once within the cooldown', () => {
  const teller = new Teller();
  for (const tries of [5, 6]) teller.alert({ kind: 'pin-lockout', level: 'warning', tries });
  expect(teller.said()).toEqual(['note phone+book: Many wrong PINs at the screen']);
  expect(teller.wrote()).toEqual(['cooldown: Many wrong PINs at the screen']);
});
