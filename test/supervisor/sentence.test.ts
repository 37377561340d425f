import { describe, expect, it } from 'vitest';
import { de } from '../../electron/documents/words/de.ts';
import { doing, toneOf } from '../../electron/supervisor/doing.ts';
import { sentence } from '../../electron/supervisor/sentence.ts';
import type { ServiceSnapshot, Snapshot } from '../../electron/supervisor/snapshot.ts';
import { englishIn } from '../support/english.ts';
import { NOW, service, snapshot } from '../support/snapshot.ts';

const soon = (ms: number) => new Date(NOW + ms).toISOString();
const wait = (what: string, detail: string) => ({ what, detail, since: soon(-1_000) });

/** A healthy exhibit but for the services given. */
const but = (state: Snapshot['state'], ...services: ServiceSnapshot[]) =>
  snapshot({ state, services: ['core', 'audio', 'display'].map((name) => services.find((other) => other.name === name) ?? service(name)) });
const alone = (state: Snapshot['state'], ...services: ServiceSnapshot[]) => snapshot({ state, services });

const down = { pid: null, instance: null, lastBeatMs: null, beatDeadlineMs: null } as const;
const backingOff = service('audio', { ...down, state: 'backing-off', attempts: 2, nextTryMs: 11_300, reason: 'exit status 1' });
const noScreen = service('display', {
  ...down,
  state: 'waiting',
  waitingFor: wait('session', 'no Wayland compositor in /run/user/1000'),
});

/** Of services: the same in every language. */
const NAMES = ['core', 'right'];

describe('the sentence', () => {
  const table: [Snapshot, text: string, tone: string][] = [
    [snapshot(), 'Everything is running.', 'healthy'],
    [but('running', service('audio', { health: 'warning' })), 'Everything is running, with a warning from the sound.', 'warning'],
    [
      but('running', service('audio', { ...down, state: 'stopped', stoppedBy: 'person' })),
      'Everything else is running. The sound was stopped by hand.',
      'unknown',
    ],
    [but('running', service('audio', { ...down, state: 'stopped', stoppedBy: 'finished' })), 'Everything is running.', 'healthy'],
    [but('degraded', backingOff), 'The sound has stopped. Restarted twice, trying again in 12 s.', 'error'],
    [but('degraded', { ...backingOff, attempts: 1 }), 'The sound has stopped. Restarted once, trying again in 12 s.', 'error'],
    [but('degraded', { ...backingOff, attempts: 7 }), 'The sound has stopped. Restarted 7 times, trying again in 12 s.', 'error'],
    [but('degraded', { ...backingOff, attempts: 0 }), 'The sound has stopped. Trying again in 12 s.', 'error'],
    [
      but('degraded', service('audio', { state: 'starting', reason: 'no sign of life for 5 s' })),
      'The sound has stopped and is being restarted.',
      'warning',
    ],
    [but('degraded', service('audio', { state: 'starting', attempts: 1 })), 'The sound has stopped and is being restarted.', 'warning'],
    [but('running', service('audio', { attempts: 1, restarts: 4 })), 'Everything is running.', 'healthy'],
    [
      but('degraded', service('core', { ...down, state: 'failed', reason: 'there is no program "core"', nextTryMs: 60_000 })),
      'The exhibit\'s core cannot run: there is no program "core". Trying again in 1 min.',
      'error',
    ],
    [
      but('degraded', service('core', { ...down, state: 'failed', reason: 'exit status 0' })),
      "The exhibit's core cannot run: exit status 0. It has to be started by hand.",
      'error',
    ],
    [but('degraded', service('display', { health: 'error' })), 'The picture reports an error.', 'error'],
    [but('degraded', service('display', { health: 'fatal' })), 'The picture reports a fatal error.', 'fatal'],
    [
      but('degraded', { ...noScreen, reason: 'exit status 1' }),
      'The picture has stopped. Waiting for the screen: no Wayland compositor in /run/user/1000.',
      'warning',
    ],
    // The worst comes first, whatever the order of the services.
    [
      but('degraded', service('core', { health: 'error' }), backingOff),
      "The sound has stopped. Restarted twice, trying again in 12 s. There is trouble with the exhibit's core too.",
      'error',
    ],
    [but('starting', noScreen), 'Waiting for the screen: no Wayland compositor in /run/user/1000.', 'unknown'],
    [but('starting', service('display', { state: 'starting' })), 'Starting: the picture is not ready yet.', 'unknown'],
    [
      but(
        'starting',
        service('audio', { ...down, state: 'waiting', waitingFor: wait('service', 'core') }),
        service('core', { state: 'starting' }),
      ),
      "Starting: the exhibit's core and the sound are not ready yet.",
      'unknown',
    ],
    [snapshot({ state: 'paused', pausedUntil: soon(41.2 * 60_000) }), 'Paused for 42 more minutes.', 'paused'],
    [snapshot({ state: 'paused', pausedUntil: soon(61_000) }), 'Paused for 2 more minutes.', 'paused'],
    [snapshot({ state: 'paused', pausedUntil: soon(900) }), 'Paused for 1 more second.', 'paused'],
    [snapshot({ state: 'paused', pausedUntil: soon(-900) }), 'Paused for 1 more second.', 'paused'],
    [snapshot({ state: 'paused', pausedUntil: soon(24 * 3_600_000) }), 'Paused for 24 more hours.', 'paused'],
    [snapshot({ state: 'paused' }), 'Paused until it is resumed.', 'paused'],
    [
      but('paused', service('audio', { ...down, state: 'waiting', reason: 'exit status 1', waitingFor: wait('resume', 'paused') })),
      'Paused until it is resumed. The sound has stopped meanwhile.',
      'paused',
    ],
    [snapshot({ state: 'closed' }), 'Closed.', 'closed'],
    [snapshot({ state: 'stopped' }), 'Everything was stopped by hand and stays so until it is started.', 'unknown'],
    [snapshot({ state: 'stopping' }), 'Shutting down.', 'unknown'],
    [
      snapshot({ state: 'safe-mode', safeModeRetryMs: 2_500_000 }),
      'Safe mode: restarts did not help, visitors see the holding page. Trying again in 42 min.',
      'fatal',
    ],
    [
      snapshot({ state: 'safe-mode' }),
      'Safe mode: restarts did not help, visitors see the holding page. Trying to start again now.',
      'fatal',
    ],
    // Services without a role that staff know go by their names, spelt as they are; two of one role are told apart.
    [
      alone('degraded', service('leds', { ...down, state: 'backing-off', nextTryMs: 1_000 })),
      'leds has stopped. Trying again in 1 s.',
      'error',
    ],
    [
      alone(
        'degraded',
        service('left', { role: 'display' }),
        service('right', { ...down, role: 'display', state: 'backing-off', nextTryMs: 2_000 }),
      ),
      'The picture (right) has stopped. Trying again in 2 s.',
      'error',
    ],
    [alone('running'), 'Everything is running.', 'healthy'],
  ];
  it.each(table)('$1', (given, text, tone) => {
    expect(sentence(given, NOW)).toEqual({ text, tone });
  });
  it.each(table)('in German: $1', (given, _, tone) => {
    const german = sentence(given, NOW, de);
    expect([german.tone, englishIn(german.text, NAMES)]).toEqual([tone, []]);
  });

  it.each([
    [but('degraded', backingOff), 'Der Ton ist ausgefallen. Zweimal neu gestartet, neuer Versuch in 12 s.'],
    [but('starting', noScreen), 'Wartet auf den Bildschirm: kein Wayland-Compositor in /run/user/1000.'],
    [snapshot({ state: 'paused', pausedUntil: soon(41.2 * 60_000) }), 'Pausiert, noch 42 Minuten.'],
    [
      but('degraded', service('core', { health: 'error' }), backingOff),
      'Der Ton ist ausgefallen. Zweimal neu gestartet, neuer Versuch in 12 s. Auch gestört: der Kern des Exponats.',
    ],
    [alone('degraded', service('leds', { ...down, state: 'backing-off', nextTryMs: 800 })), 'leds ist ausgefallen. Neuer Versuch in 1 s.'],
  ])('in German, to the letter: $1', (given, text) => expect(sentence(given, NOW, de).text).toBe(text));
});

describe('what a service is doing', () => {
  const table: [ServiceSnapshot, words: string, tone: string][] = [
    [service('audio'), 'for 2 h', 'healthy'],
    [service('audio', { since: soon(-820) }), 'for 0.8 s', 'healthy'],
    [service('audio', { since: soon(5_000) }), 'for 0 s', 'healthy'],
    [service('audio', { since: soon(-72 * 3_600_000) }), 'for 3 d', 'healthy'],
    [service('audio', { health: 'unknown' }), 'for 2 h', 'healthy'],
    [service('audio', { health: 'warning' }), 'reports a warning', 'warning'],
    [service('audio', { state: 'starting', since: soon(-4_000) }), 'not ready yet, 4 s', 'unknown'],
    [service('audio', { state: 'starting', reason: 'no sign of life for 5 s' }), 'no sign of life for 5 s; being restarted', 'warning'],
    [service('audio', { state: 'starting', attempts: 1 }), 'being restarted', 'warning'],
    [service('audio', { state: 'stopping' }), 'ending', 'unknown'],
    [backingOff, 'exit status 1; restarted twice, trying again in 12 s', 'error'],
    [service('audio', { state: 'failed', reason: 'exit status 78' }), 'exit status 78; has to be started by hand', 'error'],
    [noScreen, 'waiting for the screen: no Wayland compositor in /run/user/1000', 'unknown'],
    [service('audio', { state: 'waiting', waitingFor: wait('service', 'core') }), 'waiting for core', 'unknown'],
    [service('display', { state: 'waiting', waitingFor: wait('shell', 'the shell is starting') }), 'waiting for its window', 'unknown'],
    [service('audio', { state: 'waiting', waitingFor: wait('resume', 'paused') }), 'not started while paused', 'unknown'],
    [
      service('audio', { state: 'waiting', waitingFor: wait('network', 'no default route') }),
      'waiting for network: no default route',
      'unknown',
    ],
    [service('audio', { state: 'waiting' }), 'about to start', 'unknown'],
    [service('audio', { state: 'stopped', stoppedBy: 'person' }), 'stopped by hand', 'unknown'],
    [service('audio', { state: 'stopped', stoppedBy: 'finished' }), 'has done its work', 'healthy'],
    [service('audio', { state: 'stopped', stoppedBy: 'closed' }), 'closed', 'closed'],
    [service('audio', { state: 'stopped', stoppedBy: 'safe-mode' }), 'held back by safe mode', 'unknown'],
    // The supervisor is ending: nobody in particular stopped it.
    [service('audio', { state: 'stopped' }), 'stopped', 'unknown'],
  ];
  it.each(table)('$1', (given, words, tone) => {
    expect([doing(given, NOW), toneOf(given)]).toEqual([words, tone]);
  });
  it.each(table)('in German: $1', (given) => expect(englishIn(doing(given, NOW, de), NAMES)).toEqual([]));
});
