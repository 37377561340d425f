/** The states of an exhibit in which people meet the dashboard: what the overlay's scenarios have, and what was. */
import type { Alerts } from '../../electron/documents/alerts.ts';
import type { Audit } from '../../electron/documents/audit.ts';
import type { RANGES, ResourceHistory, Strips } from '../../electron/documents/history.ts';
import type { IncidentDocument } from '../../electron/documents/incident.ts';
import type { LogLine } from '../../electron/documents/log-search.ts';
import type { Session } from '../../electron/documents/session.ts';
import type { Scenario } from './scenario.ts';
import { NOW, SCENARIOS } from './scenarios.ts';

type Range = (typeof RANGES)[number];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const START = NOW.getTime();

export interface DashboardScenario {
  readonly session: Omit<Session, 'signed_in' | 'title'>;
  readonly person: { readonly name: string; readonly role: 'view' | 'staff' | 'admin'; readonly password: string };
  readonly documents: Scenario['documents'];
  readonly strips: Strips;
  readonly resources: Readonly<Record<Range, ResourceHistory>>;
  readonly alerts: Alerts;
  readonly audit: Audit;
  /** How many lines there are, and the one of a number from 0. */
  readonly lines: { count: number; line(index: number): LogLine };
  /** Commands that the supervisor refuses, with the reason. */
  readonly refused: Readonly<Record<string, string>>;
}

const TEXTS = ['frame drawn, 4 lamps lit', 'visitor came in', 'buffer came late by 12 ms', 'volume 60', 'lamp 4 is cold'] as const;

/** `count`: the first so many are of before NOW. */
export function logLine(services: readonly string[], count: number) {
  return (index: number): LogLine => ({
    cursor: `c${index}`,
    service: services[index % services.length] ?? 'core',
    at: START - (count - index) * 20,
    stream: index % 97 === 0 ? 'inv' : index % 13 === 0 ? 'err' : 'out',
    text: `${index} ${TEXTS[index % TEXTS.length]}${index % 41 === 0 ? `: ${'measured again and again '.repeat(20)}` : ''}`,
  });
}

function strips(names: readonly string[], trouble: string | null): Strips {
  const from = START - 24 * HOUR;
  const stretch = (begin: number, end: number, state: Strips['services'][number]['stretches'][number]['state'], restarts = 0) => ({
    from: from + begin * HOUR,
    to: from + end * HOUR,
    state,
    restarts,
  });
  return {
    from,
    to: START,
    services: names.map((name, index) => ({
      name,
      stretches: [
        stretch(0, 4 + index, 'running'),
        ...(index === 1 ? [stretch(5, 5.1, 'restarted', 1), stretch(5.1, 6, 'running')] : [stretch(4 + index, 6, 'running')]),
        stretch(6, 16, 'closed'),
        stretch(16, 16.1, 'starting'),
        stretch(16.1, 20, 'running'),
        stretch(20, 20.5, 'paused'),
        stretch(20.5, 23.6, 'running'),
        ...(name === trouble ? [stretch(23.6, 23.9, 'restarted', 2), stretch(23.9, 24, 'failed')] : [stretch(23.6, 24, 'running')]),
      ],
    })),
  };
}

const STEPS = { hour: [60, MINUTE], day: [288, 5 * MINUTE], month: [720, HOUR] } as const satisfies Readonly<
  Record<Range, readonly [count: number, stepMs: number]>
>;

/** Waves, the same each time; the machine was off in between. */
function wave(count: number, middle: number, swing: number, pace: number): (number | null)[] {
  return Array.from({ length: count }, (_, index) =>
    index > count * 0.3 && index < count * 0.35 ? null : middle + swing * Math.sin(index / pace) + (swing / 3) * Math.sin(index * 1.7),
  );
}

function resources(range: Range, names: readonly string[]): ResourceHistory {
  const [count, step] = STEPS[range];
  return {
    range,
    step_ms: step,
    times: Array.from({ length: count }, (_, index) => START - (count - index) * step),
    machine: {
      cpu_percent: wave(count, 38, 12, count / 20),
      memory_percent: wave(count, 34, 3, count / 9),
      disk_percent: wave(count, 66, 0.2, count / 3),
      temperature_c: wave(count, 54, 6, count / 12),
      gpu_percent: wave(count, 0, 0, 1).map(() => null),
    },
    services: names.map((name, index) => ({
      name,
      cpu_percent: wave(count, 30 / (index + 1), 6 / (index + 1), count / (10 + index)),
      memory_bytes: wave(count, 500e6 / (index + 1), 20e6 / (index + 1), count / 7),
      restarts: Array.from({ length: count }, (_, at) => (index === 2 && at === count - 3 ? 2 : 0)),
    })),
  };
}

function message(id: number, more: Partial<Alerts['messages'][number]>): Alerts['messages'][number] {
  return {
    id: `a${id}`,
    thread: 'audio',
    at: START - id * 7 * MINUTE,
    level: 'error',
    act: 'raise',
    service: 'audio',
    title: 'The Lantern Room: the sound has stopped',
    text: 'The sound ended with exit status 1. Restarted twice, trying again in 12 s.',
    receiver: 'ntfy',
    state: 'delivered',
    settled_at: START - id * 7 * MINUTE + 400,
    tries: 1,
    ...more,
  };
}

const ALERTS: Alerts = {
  receivers: [
    { name: 'ntfy', kind: 'ntfy', waiting: 0, dropped: 0, delivered_at: START - 7 * MINUTE, problem: null, next_try_at: null },
    {
      name: 'email',
      kind: 'email',
      waiting: 2,
      dropped: 1,
      delivered_at: START - 26 * HOUR,
      problem: 'connection refused',
      next_try_at: START + 80 * SECOND,
    },
  ],
  messages: [
    message(1, {}),
    message(2, { receiver: 'email', state: 'waiting', settled_at: null, tries: 4 }),
    message(3, { act: 'clear', level: 'info', title: 'The Lantern Room: all right again', text: 'The sound is running again.' }),
    message(4, { level: 'warning', title: 'The Lantern Room: little disk is left', text: 'The disk is 95 % full.', service: null }),
  ],
};

const AUDIT: Audit = {
  entries: [
    { at: START - 2 * MINUTE, actor: 'alice', command: 'restart', outcome: 'done', line: 'alice (dashboard) asked to restart audio: done' },
    {
      at: START - 9 * MINUTE,
      actor: 'floor (screen)',
      command: 'pause',
      outcome: 'done',
      line: 'floor (screen) asked to pause for 900 s: done',
    },
    { at: START - HOUR, actor: null, command: 'sign-in', outcome: 'refused', line: 'a wrong password was typed' },
    {
      at: START - 26 * HOUR,
      actor: 'guide',
      command: 'reboot',
      outcome: 'refused',
      line: 'guide (dashboard) asked to reboot: refused (staff may not)',
    },
  ],
};

const SESSION = {
  passwords: true,
  wait_ms: 0,
  locale: 'en',
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
} as const satisfies DashboardScenario['session'];

const NONE: Alerts = { receivers: [], messages: [] };

function dashboard(
  scenario: Scenario,
  { count = 3_000, ...more }: Partial<DashboardScenario> & { readonly count?: number } = {},
): DashboardScenario {
  const names = scenario.documents.overview.status.services.map(({ name }) => name);
  const trouble =
    scenario.documents.overview.status.services.find(({ state }) => state === 'backing-off' || state === 'failed')?.name ?? null;
  return {
    session: { ...SESSION, locale: scenario.locale },
    person: { name: 'alice', role: scenario.person.role, password: 'correct horse' },
    documents: scenario.documents,
    strips: strips(names, trouble),
    resources: { hour: resources('hour', names), day: resources('day', names), month: resources('month', names) },
    alerts: ALERTS,
    audit: AUDIT,
    lines: { count, line: logLine(names, count) },
    refused: scenario.refused,
    ...more,
  };
}

const exactTime = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** As `invigil incidents NUMBER` tells it. */
export function incidentOf(scenario: DashboardScenario, number: number): IncidentDocument | null {
  const incident = scenario.documents.incidents.incidents.find((one) => one.number === number);
  if (incident === undefined) return null;
  const at = Date.parse(incident.started_at);
  const stamp = (afterMs: number) => exactTime.format(at + afterMs);
  return {
    ...incident,
    story: [`${stamp(20)}  it exited with status 1`, `${stamp(24)}  started again (1st time)`, `${stamp(2_400)}  ready again`].join('\n'),
    tails: [
      { at, lines: Array.from({ length: 12 }, (_, index) => ({ at: at - (12 - index) * 400, stream: 'out', text: `step ${index}` })) },
    ],
    stack: 'audio.py (4242), sleeping\n  waits in futex_wait_queue',
  };
}

/** What a service, a file or a log may say: none of it is markup. */
export const HOSTILE = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';

function hostile(): DashboardScenario {
  const base = SCENARIOS['sound-down'];
  const { overview, incidents } = base.documents;
  const documents = {
    ...base.documents,
    overview: {
      ...overview,
      title: HOSTILE,
      sentence: { ...overview.sentence, text: HOSTILE },
      services: overview.services.map((service) => ({ ...service, name: HOSTILE, doing: HOSTILE, reason: HOSTILE })),
    },
    incidents: { incidents: incidents.incidents.map((incident) => ({ ...incident, what: HOSTILE })) },
  };
  const line = (index: number): LogLine => ({
    cursor: `c${index}`,
    service: 'core',
    at: START - 1_000 * (50 - index),
    stream: 'out',
    text: HOSTILE,
  });
  return dashboard(
    { ...base, documents },
    {
      lines: { count: 50, line },
      alerts: {
        receivers: ALERTS.receivers.map((one) => ({ ...one, problem: HOSTILE })),
        messages: [message(1, { title: HOSTILE, text: HOSTILE })],
      },
      audit: { entries: [{ at: START, actor: HOSTILE, command: 'restart', outcome: HOSTILE, line: HOSTILE }] },
    },
  );
}

/** By the names that the pictures in docs/pictures have. */
export const DASHBOARD = {
  healthy: dashboard(SCENARIOS.well),
  million: dashboard(SCENARIOS.view, { count: 1_000_000 }),
  trouble: dashboard(SCENARIOS['sound-down']),
  'safe-mode': dashboard(SCENARIOS['safe-mode']),
  paused: dashboard(SCENARIOS.paused),
  closed: dashboard(SCENARIOS.closed),
  many: dashboard(SCENARIOS.many, { count: 1_000_000 }),
  'long-names': dashboard(SCENARIOS['long-names']),
  view: dashboard(SCENARIOS.view, { alerts: NONE, audit: { entries: [] } }),
  staff: dashboard(SCENARIOS.staff),
  refusing: dashboard(SCENARIOS.refusing),
  german: dashboard(SCENARIOS.german),
  'no-passwords': dashboard(SCENARIOS.well, { session: { ...SESSION, passwords: false } }),
  locked: dashboard(SCENARIOS.well, { session: { ...SESSION, wait_ms: 80_000 } }),
  hostile: hostile(),
} as const satisfies Readonly<Record<string, DashboardScenario>>;

export type DashboardName = keyof typeof DASHBOARD;
