import { describe, expect, it } from 'vitest';
import { judge, type Outcome, type Verb } from '../../electron/cli/outcome.ts';
import { overview } from '../../electron/supervisor/overview.ts';
import type { ServiceSnapshot } from '../../electron/supervisor/snapshot.ts';
import { beside, NOW, service, snapshot } from '../support/snapshot.ts';

const seen = (...services: ServiceSnapshot[]) => overview(snapshot({ services }), NOW, beside);
const wait = (what: string, detail: string) =>
  ({ state: 'waiting', pid: null, instance: null, waitingFor: { what, detail, since: '' } }) as const;

const audio = service('audio');
const again = service('audio', { instance: 'audio-2', since: new Date(NOW).toISOString() });
const stopped = service('audio', { state: 'stopped', stoppedBy: 'person', pid: null, instance: null });
const starting = service('audio', { state: 'starting', instance: 'audio-2' });
const failed = service('audio', {
  state: 'failed',
  health: 'error',
  reason: 'there is no program "play"',
  nextTryMs: 60_000,
  instance: null,
});

describe('what came of it', () => {
  const table: [Verb, before: ServiceSnapshot[], now: ServiceSnapshot[], text: string | null, kind?: Outcome['kind']][] = [
    ['start', [stopped], [starting], null],
    ['start', [stopped], [again], 'The sound is running'],
    ['start', [audio], [audio], 'The sound was running already'],
    ['start', [stopped], [service('audio', { state: 'stopped', stoppedBy: 'finished' })], 'The sound has done its work'],
    ['start', [stopped], [failed], 'The sound: there is no program "play"; trying again in 1 min', 'broken'],
    [
      'start',
      [stopped],
      [service('audio', { state: 'backing-off', reason: 'exit status 1', attempts: 2, nextTryMs: 900 })],
      'The sound: exit status 1; restarted twice, trying again in 1 s',
      'broken',
    ],
    // Nothing on this side of the wall will end these waits.
    [
      'start',
      [stopped],
      [service('audio', wait('session', 'no screen is connected'))],
      'Asked for, and not possible yet. The sound: waiting for the screen: no screen is connected',
      'blocked',
    ],
    [
      'start',
      [stopped],
      [service('audio', { state: 'stopped', stoppedBy: 'safe-mode' })],
      'Asked for, and not possible yet. The sound: held back by safe mode',
      'blocked',
    ],
    ['restart', [audio], [audio], null],
    // The same moment, read off two clocks.
    ['restart', [audio], [service('audio', { since: new Date(Date.parse(audio.since) + 1).toISOString() })], null],
    ['restart', [audio], [service('audio', { state: 'stopping' })], null],
    ['restart', [audio], [starting], null],
    ['restart', [audio], [again], 'The sound is running again'],
    // A page that was shown anew in a shell that stayed.
    ['restart', [audio], [service('audio', { since: new Date(NOW).toISOString() })], 'The sound is running again'],
    ['restart', [stopped], [again], 'The sound is running again'],
    ['stop', [audio], [service('audio', { state: 'stopping' })], null],
    ['stop', [audio], [stopped], 'The sound has stopped'],
  ];
  it.each(table)('%s: %#', (verb, before, now, text, kind = 'reached') => {
    const outcome = judge(verb, 'audio', seen(...before), seen(...now));
    expect(outcome).toEqual(text === null ? null : { kind, text });
  });
});

describe('of the whole exhibit', () => {
  const core = service('core');
  const coreStarting = service('core', { state: 'starting', instance: 'core-2' });
  const forCore = service('audio', wait('service', 'core'));

  it.each<[string, Verb, ServiceSnapshot[], string | null, Outcome['kind']?]>([
    ['all run', 'start', [core, again], 'Everything is running'],
    ['all have stopped', 'stop', [service('core', { state: 'stopped' }), stopped], 'Everything has stopped'],
    ['one is missing', 'stop', [core, stopped], null],
    ['one waits for one that comes', 'start', [coreStarting, forCore], null],
    ['one waits for its shell', 'start', [core, service('audio', wait('shell', 'the shell is starting'))], null],
    [
      'one waits for one that is stopped',
      'start',
      [service('core', { state: 'stopped', stoppedBy: 'finished' }), forCore],
      'Asked for, and not possible yet. The sound: waiting for core',
      'blocked',
    ],
    [
      'one waits for one that waits for the world',
      'start',
      [service('core', wait('session', 'no screen')), forCore],
      "Asked for, and not possible yet. The exhibit's core: waiting for the screen: no screen; the sound: waiting for core",
      'blocked',
    ],
    [
      'a failure is told at once',
      'start',
      [coreStarting, failed],
      'The sound: there is no program "play"; trying again in 1 min',
      'broken',
    ],
  ])('%s', (_, verb, now, text, kind = 'reached') => {
    const before = seen(service('core', { state: 'stopped', stoppedBy: 'person' }), stopped);
    expect(judge(verb, null, before, seen(...now))).toEqual(text === null ? null : { kind, text });
  });
});
