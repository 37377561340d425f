/** The states of an exhibit in which staff meet the overlay, as the supervisor describes them. */
import type { Overview, Tone } from '../../electron/documents/overview.ts';
import type { ServiceStatusJson, StatusJson } from '../../electron/documents/status.ts';
import type { Scenario } from './scenario.ts';

/** The time at which every scenario plays: wall clock, in the machine's own zone. */
export const NOW = new Date(2026, 10, 21, 14, 2, 11);

const HOUR = 3_600_000;

function before(ms: number): string {
  return new Date(NOW.getTime() - ms).toISOString();
}

type Service = Overview['services'][number] & { readonly status: ServiceStatusJson };

interface Given extends Partial<Omit<Service, 'status'>> {
  readonly role: ServiceStatusJson['role'];
  readonly state?: ServiceStatusJson['state'];
  readonly restarts?: number;
  readonly waiting?: ServiceStatusJson['waiting_for'];
  readonly stopped?: ServiceStatusJson['stopped_by'];
  readonly beatMs?: number | null;
}

function service(id: string, given: Given): Service {
  const { role, state = 'running', restarts = 0, waiting = null, stopped = null, beatMs = 400, ...rest } = given;
  const runs = state === 'running';
  const status: ServiceStatusJson = {
    name: id,
    role,
    state,
    pid: runs ? 4242 : null,
    instance: runs ? `${id}-1` : null,
    health: 'healthy',
    since: before(2.5 * HOUR),
    restarts,
    last_beat_ms: runs ? beatMs : null,
    waiting_for: waiting,
    stopped_by: stopped,
  };
  return {
    name: id,
    tone: 'healthy',
    doing: 'for 2 h',
    reason: null,
    page: false,
    beat_deadline_ms: runs ? 5_000 : null,
    cpu_percent: runs ? 12.3 : null,
    memory_bytes: runs ? 212e6 : null,
    ...rest,
    status,
  };
}

const core = service('core', { role: 'core', name: "the exhibit's core", cpu_percent: 34.1, memory_bytes: 512e6 });
const display = service('display', {
  role: 'display',
  name: 'the picture',
  page: true,
  beatMs: 180,
  cpu_percent: 8.4,
  memory_bytes: 388e6,
});
const audio = service('audio', { role: 'audio', name: 'the sound', beatMs: 900, cpu_percent: 2.2, memory_bytes: 61e6 });
const leds = service('leds', { role: 'other', beat_deadline_ms: null, beatMs: null, cpu_percent: 0.4, memory_bytes: 18e6 });

interface State {
  readonly text: string;
  readonly tone: Tone;
  readonly state?: StatusJson['state'];
  readonly services?: readonly Service[];
  readonly title?: string;
  readonly paused_until?: string | null;
}

function overview({ text, tone, state = 'running', services = [core, display, audio, leds], title, paused_until = null }: State): Overview {
  return {
    title: title ?? 'The Lantern Room',
    sentence: { text, tone },
    services: services.map(({ status: _, ...words }) => words),
    status: {
      schema: 1,
      exhibit: 'lantern',
      state,
      health: 'healthy',
      paused_until,
      ladder: 0,
      reboots_left: 2,
      services: services.map(({ status }) => status),
    },
  };
}

/** A small picture: a lit room, drawn. */
const PICTURE = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><rect width="160" height="90" fill="#241a2e"/><circle cx="52" cy="48" r="22" fill="#f3b04b"/><circle cx="110" cy="40" r="14" fill="#d96a3a"/></svg>',
).toString('base64')}`;

function scenario(state: State, more: Partial<Scenario> = {}): Scenario {
  return {
    locale: 'en',
    pad: { pins: true, wait_ms: 0, without_pin: [] },
    person: { name: 'floor', role: 'admin', pin: '4711' },
    wrongWaitMs: 0,
    documents: {
      overview: overview(state),
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
      incidents: {
        incidents: [
          incident(12, 'audio', 'the sound', 3.2 * 60_000, 'The sound ended with exit status 1.'),
          incident(11, 'display', 'the picture', 5.1 * HOUR, 'The picture froze: no sign of life for 5 s.'),
          incident(10, 'core', "the exhibit's core", 26 * HOUR, "The exhibit's core used more memory than it may.", false),
        ],
      },
    },
    lines: Array.from({ length: 60 }, (_, index) => ({
      time: before((60 - index) * 1_000),
      stream: index % 17 === 0 ? ('inv' as const) : index % 5 === 0 ? ('err' as const) : ('out' as const),
      text: index % 5 === 0 ? `warning: buffer ${index} came late by 12 ms` : `frame ${index * 60} drawn, 4 lamps lit`,
    })),
    picture: PICTURE,
    refused: {},
    ...more,
  };
}

function incident(number: number, id: string, name: string, age: number, what: string, has_picture = true) {
  return { number, service: id, name, started_at: before(age), ended_at: before(age - 40_000), what, has_picture };
}

const soundDown = service('audio', {
  role: 'audio',
  name: 'the sound',
  state: 'backing-off',
  tone: 'error',
  restarts: 2,
  doing: 'exit status 1; restarted twice, trying again in 12 s',
  reason: 'exit status 1',
});

const held = (id: string, role: ServiceStatusJson['role'], name: string, doing: string, stopped: ServiceStatusJson['stopped_by']) =>
  service(id, { role, name, doing, state: 'stopped', tone: stopped === 'closed' ? 'closed' : 'unknown', stopped });

const rested = (doing: string, stopped: ServiceStatusJson['stopped_by']) => [
  held('core', 'core', "the exhibit's core", doing, stopped),
  held('display', 'display', 'the picture', doing, stopped),
  held('audio', 'audio', 'the sound', doing, stopped),
  held('leds', 'other', 'leds', doing, stopped),
];

const waitingForScreen = { what: 'session', detail: 'no screen is connected', since: before(64_000) };

const many = Array.from({ length: 12 }, (_, index) =>
  index === 4
    ? service(`projector-${index + 1}`, { role: 'other', state: 'starting', tone: 'warning', doing: 'being restarted', restarts: 1 })
    : service(`projector-${index + 1}`, { role: 'other', beatMs: 150 + index * 330 }),
);

const LONG = 'northern-wing-installation-32-ch';
const longNames = [
  service('core', { role: 'core', name: `the exhibit's core (${LONG})` }),
  service(LONG, {
    role: 'display',
    name: `the picture (${LONG})`,
    page: true,
    state: 'failed',
    tone: 'error',
    doing:
      'no such program: /srv/exhibits/northern-wing/current/bin/show-the-installation-on-all-walls; restarted 14 times, trying again in 60 s',
  }),
];

/** By the names that the pictures in docs/pictures have. */
export const SCENARIOS = {
  well: scenario({ text: 'Everything is running.', tone: 'healthy' }),
  'sound-down': scenario({
    text: 'The sound has stopped. Restarted twice, trying again in 12 s.',
    tone: 'error',
    state: 'degraded',
    services: [core, display, soundDown, leds],
  }),
  'safe-mode': scenario({
    text: 'Safe mode: restarts did not help, visitors see the holding page. Trying again in 52 min.',
    tone: 'fatal',
    state: 'safe-mode',
    services: rested('held back by safe mode', 'safe-mode'),
  }),
  paused: scenario({
    text: 'Paused for 42 more minutes.',
    tone: 'paused',
    state: 'paused',
    paused_until: new Date(NOW.getTime() + 42 * 60_000).toISOString(),
  }),
  closed: scenario({ text: 'Closed.', tone: 'closed', state: 'closed', services: rested('closed', 'closed') }),
  'waiting-for-screen': scenario({
    text: 'Waiting for the screen: no screen is connected.',
    tone: 'unknown',
    state: 'starting',
    services: [
      core,
      service('display', {
        role: 'display',
        name: 'the picture',
        page: true,
        state: 'waiting',
        tone: 'unknown',
        doing: 'waiting for the screen: no screen is connected',
        waiting: waitingForScreen,
      }),
      audio,
    ],
  }),
  'no-pin': scenario(
    { text: 'Everything is running.', tone: 'healthy' },
    { pad: { pins: false, wait_ms: 0, without_pin: [], sentence: { text: 'Everything is running.', tone: 'healthy' } } },
  ),
  'without-pin': scenario(
    { text: 'Everything is running.', tone: 'healthy' },
    { pad: { pins: true, wait_ms: 0, without_pin: ['volume', 'restart'] } },
  ),
  locked: scenario({ text: 'Everything is running.', tone: 'healthy' }, { pad: { pins: true, wait_ms: 80_000, without_pin: [] } }),
  many: scenario({ text: 'projector-5 has stopped and is being restarted.', tone: 'warning', state: 'degraded', services: many }),
  'long-names': scenario({
    text: `The picture (${LONG}) cannot run: no such program: /srv/exhibits/northern-wing/current/bin/show. Restarted 14 times, trying again in 60 s.`,
    tone: 'error',
    state: 'degraded',
    title: 'Die große nördliche Lichtinstallation im Treppenhaus des Neuen Museums',
    services: longNames,
  }),
  german: scenario({ text: 'Everything is running.', tone: 'healthy' }, { locale: 'de_DE.UTF-8' }),
  staff: scenario({ text: 'Everything is running.', tone: 'healthy' }, { person: { name: 'floor', role: 'staff', pin: '4711' } }),
  view: scenario(
    {
      text: 'The sound has stopped. Restarted twice, trying again in 12 s.',
      tone: 'error',
      state: 'degraded',
      services: [core, display, soundDown],
    },
    { person: { name: 'guide', role: 'view', pin: '4711' } },
  ),
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;
