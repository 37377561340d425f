/** Opens everything through which the loop touches the world, and closes it again, in the order in which that has to be. */
import { createHealth, type Health } from '../health/health.ts';
import { createHeartbeats, type Heartbeats } from '../heartbeat/index.ts';
import type { LogPort } from '../log/log.ts';
import type { LogSettings } from '../log/writing/file.ts';
import { bootId } from '../platform/clock.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import type { SystemBus } from '../platform/system-bus.ts';
import { createProcesses } from '../process/processes.ts';
import { createConditions } from '../session/index.ts';
import { createStanding } from '../store/standing-port.ts';
import type { Instances } from './instances.ts';
import type { EventBody } from './policy/event.ts';
import type { ConditionKey } from './policy/plan.ts';
import type { ConditionPort, Dispatch, ProcessPort, ServiceReport, SpawnRequest, StandingPort } from './ports.ts';
import { reportNote } from './report-notes.ts';

export interface PortsOptions {
  readonly dispatch: Dispatch;
  readonly exhibit: string;
  readonly paths: ExhibitPaths;
  readonly log: LogPort;
  readonly logSettings: (service: string) => LogSettings;
  readonly instances: Instances;
  /** What services say of themselves goes here too. */
  readonly onReport: (report: ServiceReport) => void;
  /** What a service waits for now. */
  readonly conditionsOf: (service: string) => readonly ConditionKey[];
  readonly bus: SystemBus;
  /** Started by its unit: then each service may have a cgroup of its own. */
  readonly byUnit: boolean;
}

export interface Ports {
  readonly conditions: ConditionPort;
  readonly health: Health;
  readonly heartbeats: Heartbeats;
  readonly processes: ProcessPort;
  readonly standing: StandingPort;
  close(): Promise<void>;
}

export async function openPorts(options: PortsOptions): Promise<Ports> {
  const { dispatch, paths, log, instances } = options;
  const own = (level: 'info' | 'warning' | 'error', text: string) => log.note(null, text, level);
  const health = createHealth({ folder: paths.health, log: (text) => own('warning', text) });

  const onReport = (report: ServiceReport): void => {
    health.report(report);
    options.onReport(report);
    const { service, instance } = report;
    if (report.type === 'timeout') dispatch({ type: 'timeout', service, instance, timeoutMs: report.timeoutMs });
    const words = reportNote(report);
    if (words !== null) log.note(service, words.text, words.level);
  };
  const heartbeats = await createHeartbeats({ dispatch, onReport, runtimeFolder: paths.runtime, exhibit: options.exhibit });

  const conditions = createConditions({ dispatch, environment: process.env, bus: options.bus });

  /** By the number of the instance: what was spawned, for the questions that are asked of it once its program runs. */
  const requests = new Map<number, SpawnRequest>();
  const fromProcesses = (event: EventBody): void => {
    const started = event.type === 'spawned' ? requests.get(event.instance) : undefined;
    if (started !== undefined) heartbeats.started(started.instance, started);
    // Of an instance that has ended nothing is heard any more, whatever is still on its way.
    if (event.type === 'gone' || event.type === 'start-failed' || (event.type === 'exited' && !event.left)) {
      requests.delete(event.instance);
      heartbeats.close(instances.of(event.service, event.instance));
    }
    // Before the exit is judged: what of it was caused by a lost condition is seen here, where it can be seen at once.
    if (event.type === 'exited') conditions.look(options.conditionsOf(event.service));
    dispatch(event);
  };
  const processes = await createProcesses({
    dispatch: fromProcesses,
    controlPath: paths.control,
    output: { open: (service) => log.open(service, options.logSettings(service)) },
    log: own,
    cgroup: options.byUnit ? 'auto' : 'off',
  });
  const standing = createStanding({
    dispatch,
    budgetPath: paths.budget,
    standingPath: paths.standing,
    bootId: bootId(),
    log: own,
  });
  return {
    conditions,
    health,
    heartbeats,
    processes: {
      ...processes,
      spawn(request) {
        requests.set(request.instance.number, request);
        processes.spawn(request);
      },
    },
    standing,
    async close() {
      await processes.close();
      await conditions.close();
      await heartbeats.end();
      await health.close();
      await standing.close();
    },
  };
}
