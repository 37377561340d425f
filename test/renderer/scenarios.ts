/**
 * The states of an exhibit in which staff meet the overlay, in each language: the documents are made by the supervisor's own code from
 * snapshots, so that a page never shows here what it would not show over an exhibit.
 */
import { de } from '../../electron/documents/words/de.ts';
import { en } from '../../electron/documents/words/en.ts';
import { translate } from '../../electron/documents/words/translate.ts';
import type { Words } from '../../electron/documents/words/words.ts';
import type { Cause } from '../../electron/incident/record.ts';
import { incidentsDocument } from '../../electron/supervisor/incidents-document.ts';
import { type Beside, overview } from '../../electron/supervisor/overview.ts';
import type { ServiceSnapshot, Snapshot } from '../../electron/supervisor/snapshot.ts';
import { service as serviceSnapshot, snapshot } from '../support/snapshot.ts';
import type { Scenario } from './scenario.ts';

/** The time at which every scenario plays: wall clock, in the machine's own zone. */
export const NOW = new Date(2026, 10, 21, 14, 2, 11);

const HOUR = 3_600_000;

function before(ms: number): string {
  return new Date(NOW.getTime() - ms).toISOString();
}

interface Service {
  readonly snapshot: ServiceSnapshot;
  readonly beside: Beside;
}

interface Given extends Partial<Omit<ServiceSnapshot, 'name'>>, Partial<Beside> {
  readonly role: ServiceSnapshot['role'];
}

function service(name: string, { page = false, cpuPercent = 12.3, memoryBytes = 212e6, ...given }: Given): Service {
  const runs = (given.state ?? 'running') === 'running';
  return {
    snapshot: serviceSnapshot(name, {
      pid: runs ? 4242 : null,
      instance: runs ? `${name}-1` : null,
      since: before(2.5 * HOUR),
      lastBeatMs: runs ? 400 : null,
      beatDeadlineMs: runs ? 5_000 : null,
      ...given,
    }),
    beside: { page, cpuPercent: runs ? cpuPercent : null, memoryBytes: runs ? memoryBytes : null },
  };
}

const core = service('core', { role: 'core', cpuPercent: 34.1, memoryBytes: 512e6 });
const display = service('display', { role: 'display', page: true, lastBeatMs: 180, cpuPercent: 8.4, memoryBytes: 388e6 });
const audio = service('audio', { role: 'audio', lastBeatMs: 900, cpuPercent: 2.2, memoryBytes: 61e6 });
const leds = service('leds', { role: 'other', beatDeadlineMs: null, lastBeatMs: null, cpuPercent: 0.4, memoryBytes: 18e6 });

interface State extends Partial<Omit<Snapshot, 'services'>> {
  readonly services?: readonly Service[];
}

function snapshotOf({ services = [core, display, audio, leds], ...state }: State): Snapshot {
  return snapshot({ ...state, services: services.map((one) => one.snapshot) });
}

/** A small picture: a lit room, drawn. */
const PICTURE = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><rect width="160" height="90" fill="#241a2e"/><circle cx="52" cy="48" r="22" fill="#f3b04b"/><circle cx="110" cy="40" r="14" fill="#d96a3a"/></svg>',
).toString('base64')}`;

interface More extends Partial<Omit<Scenario, 'pad'>> {
  readonly pad?: Omit<Scenario['pad'], 'sentence'>;
}

/** What the documents say in a language; `refused` is given in English, as commands say it. */
function scenario(words: Words, state: State = {}, { refused = {}, pad, ...more }: More = {}): Scenario {
  const { services = [core, display, audio, leds] } = state;
  const besideOf = (name: string) => (services.find(({ snapshot }) => snapshot.name === name) ?? core).beside;
  const document = overview(snapshotOf(state), NOW.getTime(), besideOf, words);
  return {
    locale: words.language,
    pad: pad === undefined ? { pins: true, wait_ms: 0, without_pin: [] } : pad.pins ? pad : { ...pad, sentence: document.sentence },
    person: { name: 'floor', role: 'admin', pin: '4711' },
    wrongWaitMs: 0,
    documents: {
      overview: document,
      machine: {
        host: 'lantern-room',
        addresses: [
          { interface: 'eth0', address: '192.168.1.20' },
          { interface: 'wlan0', address: '192.168.7.113' },
        ],
        wifi: { name: 'museum-tech', signal_percent: 71 },
        uptime_s: 9 * 86_400,
        supervisor_uptime_s: 2.5 * 3_600,
        versions: { invigil: '0.1.0', system: 'Debian GNU/Linux 12 (bookworm)', kernel: '6.1.0-28-amd64' },
        disk: { free_bytes: 84.2e9, total_bytes: 250e9 },
        memory: { available_bytes: 5.4e9, total_bytes: 8.2e9 },
        temperature_c: 54.5,
      },
      sound: { available: true, sink: 'Built-in Audio', volume_percent: 60, muted: false },
      incidents: incidentsDocument(
        [
          incident(12, 'audio', 3.2 * 60_000, { kind: 'exit', code: 1, signal: null }),
          incident(11, 'display', 5.1 * HOUR, { kind: 'freeze', silentMs: 5_000, detail: null }),
          incident(10, 'core', 26 * HOUR, { kind: 'limit', limit: 'memory', found: 612e6, allowed: 500e6 }, false),
        ],
        [core, display, audio, leds].map(({ snapshot }) => snapshot),
        words,
      ),
    },
    lines: Array.from({ length: 60 }, (_, index) => ({
      time: before((60 - index) * 1_000),
      stream: index % 17 === 0 ? ('inv' as const) : index % 5 === 0 ? ('err' as const) : ('out' as const),
      text: index % 5 === 0 ? `warning: buffer ${index} came late by 12 ms` : `frame ${index * 60} drawn, 4 lamps lit`,
    })),
    picture: PICTURE,
    refused: Object.fromEntries(Object.entries(refused).map(([command, why]) => [command, translate(why, words)])),
    ...more,
  };
}

function incident(number: number, name: 'core' | 'display' | 'audio', age: number, cause: Cause, hasPicture = true) {
  const startedAt = NOW.getTime() - age;
  return { number, id: `${number}`, service: name, startedAt, endedAt: startedAt + 40_000, document: { role: name, cause }, hasPicture };
}

const soundDown = service('audio', {
  role: 'audio',
  state: 'backing-off',
  restarts: 2,
  attempts: 2,
  nextTryMs: 11_300,
  reason: 'exit status 1',
});

const rested = (stoppedBy: 'closed' | 'safe-mode') =>
  (['core', 'display', 'audio', 'leds'] as const).map((name) =>
    service(name, { role: name === 'leds' ? 'other' : name, state: 'stopped', stoppedBy }),
  );

const waitingForScreen = { what: 'session', detail: 'no screen is connected', since: before(64_000) };

const many = Array.from({ length: 12 }, (_, index) =>
  index === 4
    ? service(`projector-${index + 1}`, { role: 'other', state: 'starting', attempts: 1, restarts: 1 })
    : service(`projector-${index + 1}`, { role: 'other', lastBeatMs: 150 + index * 330 }),
);

const LONG = 'northern-wing-installation-32-ch';
const longNames = [
  service('core', { role: 'core' }),
  service(`${LONG}-2`, { role: 'display', page: true }),
  service(LONG, {
    role: 'display',
    page: true,
    state: 'failed',
    attempts: 14,
    nextTryMs: 59_000,
    reason: 'there is no program /srv/exhibits/northern-wing/current/bin/show-the-installation-on-all-walls',
  }),
];

const degraded = { state: 'degraded', services: [core, display, soundDown, leds] } as const satisfies State;

/** By the names that the pictures in docs/pictures have. */
function scenariosIn(words: Words) {
  return {
    well: scenario(words),
    'sound-down': scenario(words, degraded),
    'safe-mode': scenario(words, { state: 'safe-mode', safeModeRetryMs: 52 * 60_000, services: rested('safe-mode') }),
    paused: scenario(words, { state: 'paused', pausedUntil: new Date(NOW.getTime() + 42 * 60_000).toISOString() }),
    closed: scenario(words, { state: 'closed', services: rested('closed') }),
    'waiting-for-screen': scenario(words, {
      state: 'starting',
      services: [core, service('display', { role: 'display', page: true, state: 'waiting', waitingFor: waitingForScreen }), audio],
    }),
    'no-pin': scenario(words, {}, { pad: { pins: false, wait_ms: 0, without_pin: [] } }),
    'without-pin': scenario(words, {}, { pad: { pins: true, wait_ms: 0, without_pin: ['volume', 'restart'] } }),
    locked: scenario(words, {}, { pad: { pins: true, wait_ms: 80_000, without_pin: [] } }),
    many: scenario(words, { state: 'degraded', services: many }),
    'long-names': scenario(words, {
      state: 'degraded',
      title: 'Die große nördliche Lichtinstallation im Treppenhaus des Neuen Museums',
      services: longNames,
    }),
    staff: scenario(words, {}, { person: { name: 'floor', role: 'staff', pin: '4711' } }),
    view: scenario(
      words,
      { state: 'degraded', services: [core, display, soundDown] },
      { person: { name: 'guide', role: 'view', pin: '4711' } },
    ),
    refusing: scenario(words, degraded, { refused: { restart: 'The supervisor is shutting down. Ask again when it runs again.' } }),
  } as const satisfies Readonly<Record<string, Scenario>>;
}

/** The same states where the exhibit's language is German. */
export const GERMAN = scenariosIn(de);

export const SCENARIOS = { ...scenariosIn(en), german: GERMAN['sound-down'] };

export type ScenarioName = keyof typeof SCENARIOS;
