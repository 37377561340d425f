/** Pure: what is known at one look, as families of figures. */
import type { HealthStatus } from '../supervisor/policy/event.ts';
import type { MachineSample, UsageSample } from '../supervisor/ports.ts';
import type { ServiceSnapshot, Snapshot } from '../supervisor/snapshot.ts';
import { EXHIBIT, MACHINE, RECEIVER, SERVICE } from './catalogue.ts';
import type { Family, Labels, Metric, Sample } from './exposition.ts';
import type { ReceiverCounts } from './sources.ts';
import type { Tally } from './tally.ts';

const EXHIBIT_STATES: Readonly<Record<Snapshot['state'], true>> = {
  stopping: true,
  'safe-mode': true,
  stopped: true,
  closed: true,
  paused: true,
  starting: true,
  degraded: true,
  running: true,
};
const SERVICE_STATES: Readonly<Record<ServiceSnapshot['state'], true>> = {
  stopped: true,
  waiting: true,
  starting: true,
  running: true,
  'backing-off': true,
  stopping: true,
  failed: true,
};
const STATUSES: Readonly<Record<HealthStatus, true>> = { healthy: true, warning: true, error: true, fatal: true, unknown: true };

/** One series; null: nothing is known, and nothing is shown. */
export function one(metric: Metric, value: number | boolean | null, labels: Labels = {}): Family {
  return { metric, samples: value === null ? [] : [{ labels, value: Number(value) }] };
}

function each<T>(metric: Metric, things: Iterable<T>, samples: (thing: T) => readonly Sample[]): Family {
  return { metric, samples: [...things].flatMap(samples) };
}

/** 1 for what is the case, 0 for everything else that may be: so each has a history. */
function oneOf(all: object, label: string, is: string, labels: Labels = {}): Sample[] {
  return Object.keys(all).map((name) => ({ labels: { ...labels, [label]: name }, value: name === is ? 1 : 0 }));
}

export function exhibitFamilies(snapshot: Snapshot, worst: HealthStatus, version: string, { alerts }: Tally): Family[] {
  return [
    one(EXHIBIT.up, 1),
    one(EXHIBIT.info, 1, { title: snapshot.title, version }),
    { metric: EXHIBIT.state, samples: oneOf(EXHIBIT_STATES, 'state', snapshot.state) },
    { metric: EXHIBIT.health, samples: oneOf(STATUSES, 'status', worst) },
    one(EXHIBIT.ladder, snapshot.ladder),
    one(EXHIBIT.rebootsLeft, snapshot.rebootsLeft),
    each(EXHIBIT.alerts, alerts, ([kind, value]) => [{ labels: { kind }, value }]),
  ];
}

/** `usage`: the newest sample of each service that has one. `refused`: figures of its own that were not taken. */
export function serviceFamilies(
  services: readonly ServiceSnapshot[],
  tally: Tally,
  usage: ReadonlyMap<string, UsageSample>,
  refused: (service: string) => number,
): Family[] {
  const figure = (metric: Metric, value: (service: ServiceSnapshot) => number | null | undefined): Family =>
    each(metric, services, (service) => {
      const found = value(service);
      return found === null || found === undefined ? [] : [{ labels: { service: service.name }, value: found }];
    });
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000);
  const used = (name: string) => usage.get(name);
  return [
    each(SERVICE.info, services, ({ name, role }) => [{ labels: { service: name, role }, value: 1 }]),
    figure(SERVICE.up, ({ state }) => (state === 'running' ? 1 : 0)),
    each(SERVICE.state, services, ({ name, state }) => oneOf(SERVICE_STATES, 'state', state, { service: name })),
    figure(SERVICE.changed, ({ since }) => Date.parse(since) / 1_000),
    each(SERVICE.health, services, ({ name, health }) => oneOf(STATUSES, 'status', health, { service: name })),
    each(SERVICE.restarts, services, ({ name }) =>
      Array.from(tally.of(name).restarts, ([cause, value]) => ({ labels: { service: name, cause }, value })),
    ),
    figure(SERVICE.incidents, ({ name }) => tally.of(name).incidents),
    figure(SERVICE.errors, ({ name }) => tally.of(name).errors),
    figure(SERVICE.beats, ({ name }) => tally.of(name).beats),
    figure(SERVICE.beatsLate, ({ name }) => tally.of(name).beatsLate),
    figure(SERVICE.silence, ({ lastBeatMs }) => seconds(lastBeatMs)),
    figure(SERVICE.silenceLeft, ({ beatDeadlineMs }) => seconds(beatDeadlineMs)),
    each(SERVICE.detection, services, ({ name }) => tally.of(name).detection.samples({ service: name })),
    each(SERVICE.recovery, services, ({ name }) => tally.of(name).recovery.samples({ service: name })),
    figure(SERVICE.memory, ({ name }) => used(name)?.memoryBytes),
    figure(SERVICE.cpu, ({ name }) => ratio(used(name)?.cpuPercent)),
    figure(SERVICE.processes, ({ name }) => used(name)?.processes),
    figure(SERVICE.openFiles, ({ name }) => used(name)?.openFiles),
    figure(SERVICE.ownRefused, ({ name }) => refused(name)),
  ];
}

export function machineFamilies(sample: MachineSample | null, checks: readonly { name: string; status: HealthStatus }[]): Family[] {
  const warnings = each(MACHINE.warning, checks, ({ name, status }) => [{ labels: { check: name }, value: status === 'healthy' ? 0 : 1 }]);
  if (sample === null) return [warnings];
  const { power } = sample;
  return [
    one(MACHINE.cpu, ratio(sample.cpuPercent)),
    one(MACHINE.memory, ratio(sample.memoryPercent)),
    one(MACHINE.disk, ratio(sample.diskPercent)),
    one(MACHINE.gpu, ratio(sample.gpuPercent)),
    one(MACHINE.temperature, sample.temperatureC),
    one(MACHINE.underVoltage, power?.underVoltage ?? null),
    one(MACHINE.slowed, power?.slowed ?? null),
    one(MACHINE.clockKept, sample.clockKept),
    one(MACHINE.uptime, sample.uptimeS),
    warnings,
  ];
}

export function receiverFamilies(receivers: readonly ReceiverCounts[]): Family[] {
  return [
    each(RECEIVER.waiting, receivers, ({ name, kind, waiting }) => [{ labels: { receiver: name, kind }, value: waiting }]),
    each(RECEIVER.messages, receivers, ({ name, kind, delivered, later, dropped }) =>
      Object.entries({ delivered, later, dropped }).map(([outcome, value]) => ({ labels: { receiver: name, kind, outcome }, value })),
    ),
  ];
}

function ratio(percent: number | null | undefined): number | null {
  // Rounded, so that a hundredth does not become 0.12340000000000001.
  return percent === null || percent === undefined ? null : Math.round(percent * 100) / 10_000;
}
