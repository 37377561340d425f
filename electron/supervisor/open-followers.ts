/**
 * What follows the exhibit and never acts on it: the history of how it and its machine were, who is told what, figures for Prometheus. All of
 * it may fail without anything else noticing.
 */
import type { Exhibit } from '../config/index.ts';
import type { LogPort } from '../log/log.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import type { EventStream } from './event-stream.ts';
import { type OpenAlerts, openAlerts } from './open-alerts.ts';
import { openHealth } from './open-health.ts';
import { type OpenMetrics, openMetrics } from './open-metrics.ts';
import type { Ports } from './open-ports.ts';
import type { OpenRecorder } from './open-recorder.ts';
import type { Event } from './policy/event.ts';
import type { State } from './policy/state.ts';
import type { Snapshot } from './snapshot.ts';
import { illness, type Vitals } from './vitals.ts';

export interface Followed {
  readonly paths: ExhibitPaths;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  readonly snapshot: () => Snapshot;
  readonly vitals: () => Vitals;
  readonly ports: Pick<Ports, 'health' | 'processes'>;
  readonly recorder: OpenRecorder;
  readonly stream: EventStream;
  /** The login's environment, and what the session adds to it now. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly log: LogPort;
  /** When threads that nobody waits for may start. */
  readonly calm: Promise<void>;
}

export interface Followers extends Pick<OpenMetrics, 'report'> {
  readonly alerts: Pick<OpenAlerts, 'test' | 'status'>;
  /** Takes each new picture of the exhibit in. */
  observe(snapshot: Snapshot): void;
  /** An event was judged. */
  after(event: Event, before: State): void;
  /** The services have been started: from now on the machine is looked at, and Prometheus may look. */
  begin(): void;
  /** The exhibit file was read again. */
  adopt(): void;
  /** A stop in order begins. */
  stopping(): void;
  close(): Promise<void>;
}

export function openFollowers({ paths, exhibit, snapshot, vitals, ports, recorder, stream, environment, log, calm }: Followed): Followers {
  const past = openHealth({
    stateFolder: paths.state,
    serviceNames: () => exhibit().services.map(({ name }) => name),
    health: ports.health,
    record: recorder.record,
    usage: (service) => ports.processes.usage(service),
    stream,
    environment,
    log: (level, text) => log.note(null, text, level),
  });
  const alerts = openAlerts({
    paths,
    exhibit,
    snapshot,
    stream,
    recorder,
    onMachineCheck: past.onMachineCheck,
    healthy: () => illness(vitals()) === null,
    environment,
    log,
    after: calm,
  });
  const metrics = openMetrics({
    exhibit,
    snapshot,
    health: ports.health,
    machine: past.machine,
    usage: ports.processes.usage,
    receivers: alerts.counts,
    stream,
    recorder,
    log,
  });
  return {
    alerts,
    report: metrics.report,
    observe: past.observe,
    after(event, before) {
      metrics.after(event, before);
      const networkIsBack = event.type === 'condition' && event.holds && event.key.startsWith('network');
      if (event.type === 'resumed' || networkIsBack) alerts.wake();
    },
    begin() {
      past.begin();
      metrics.adopt();
    },
    adopt() {
      alerts.adopt();
      metrics.adopt();
    },
    stopping: alerts.stopping,
    async close() {
      past.close();
      await metrics.close();
      await alerts.close();
    },
  };
}
