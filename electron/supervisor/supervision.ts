/**
 * One exhibit under supervision: the ports, the loop between them, and the doors in front. What happens comes in by `dispatch`,
 * what is done goes out by the runner, and what people see is made anew after each change.
 */
import { type Api, createApi } from '../api/api.ts';
import { COMMANDS } from '../command/commands.ts';
import type { SupervisorPort } from '../command/port.ts';
import { createRegistry } from '../command/registry.ts';
import type { Exhibit } from '../config/index.ts';
import { healthReportSchema } from '../health/document.ts';
import { createHealth, type Health } from '../health/health.ts';
import { createHeartbeats, type Heartbeats } from '../heartbeat/index.ts';
import type { LogPort } from '../log/log.ts';
import { bootId, createSleepDetector, monotonicMs } from '../platform/clock.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import { createProcesses } from '../process/processes.ts';
import { createConditions } from '../session/index.ts';
import { createStanding } from '../store/standing-port.ts';
import { createDoors } from './doors.ts';
import { EventStream } from './event-stream.ts';
import { instanceNote } from './instance-notes.ts';
import { Instances } from './instances.ts';
import { Loop } from './loop.ts';
import { overview, overviewSchema } from './overview.ts';
import { planOf } from './plan-of.ts';
import type { Event, EventBody } from './policy/event.ts';
import { initial } from './policy/index.ts';
import type { State } from './policy/state.ts';
import type { ConditionPort, ProcessPort, ServiceReport, StandingPort } from './ports.ts';
import { rebootPermission, refuseReboots } from './power.ts';
import { remembered } from './remembered.ts';
import { reportNote } from './report-notes.ts';
import { Runner } from './runner.ts';
import type { Snapshot } from './snapshot.ts';
import { startRequest } from './start-request.ts';
import { statusJson, statusSchema } from './status-json.ts';
import { takeSnapshot } from './take-snapshot.ts';
import { terminalLine } from './terminal.ts';
import { VERSION } from './version.ts';

export interface Subject {
  readonly exhibit: Exhibit;
  readonly paths: ExhibitPaths;
  readonly log: LogPort;
  /** Keeps of a file that was read again what this run is about. */
  readonly select: (exhibit: Exhibit) => Exhibit;
  readonly demo: boolean;
}

export interface Supervision {
  /** Resolves when everything of the exhibit has ended after `end`. */
  readonly over: Promise<void>;
  /** Ends everything in order; called again, at once. */
  end(): void;
  /** Reads the exhibit file again. */
  reload(by: string): void;
  /** Lets go of every port. */
  close(): Promise<void>;
}

/** Opens every port and starts the loop. */
export async function supervise(subject: Subject): Promise<Supervision> {
  const { paths, log, select } = subject;
  let { exhibit } = subject;
  const note = (service: string | null, text: string, level: 'info' | 'warning' | 'error' | 'fatal') => log.note(service, text, level);
  const own = (level: 'info' | 'warning' | 'error', text: string) => note(null, text, level);
  const stream = new EventStream((error) => own('error', `a follower of events failed: ${String(error)}`));
  const instances = new Instances();
  const finished = Promise.withResolvers<void>();

  // The loop comes last, and whatever a port has to say before it is there waits for it.
  const early: EventBody[] = [];
  let loop: Loop | null = null;
  const dispatch = (event: EventBody): void => {
    if (loop === null) early.push(event);
    else loop.dispatch(event);
  };

  const conditions: ConditionPort = createConditions({ dispatch, wanted: ['session'], environment: process.env });
  const health: Health = createHealth({ folder: paths.health, log: (text) => own('warning', text) });
  const onReport = (report: ServiceReport): void => {
    health.report(report);
    if (report.type === 'timeout')
      dispatch({ type: 'timeout', service: report.service, instance: report.instance, timeoutMs: report.timeoutMs });
    const words = reportNote(report);
    if (words !== null) note(report.service, words.text, words.level);
  };
  const heartbeats: Heartbeats = createHeartbeats({ dispatch, onReport, runtimeFolder: paths.runtime, exhibit: exhibit.name });
  const fromProcesses = (event: EventBody): void => {
    const ended = event.type === 'gone' || event.type === 'start-failed' || (event.type === 'exited' && !event.left);
    if (ended && 'instance' in event) heartbeats.close(instances.of(event.service, event.instance));
    dispatch(event);
  };
  const permitted = rebootPermission(process.env, process.pid);
  const processes: ProcessPort = await createProcesses({
    dispatch: fromProcesses,
    controlPath: paths.control,
    output: { open: (name) => log.open(name, settingsOf(exhibit, name)) },
    log: own,
    cgroup: permitted.ok ? 'auto' : 'off',
  });
  const memory = await remembered(paths, exhibit.recovery.reboots.max, bootId(), own);
  const standing: StandingPort = createStanding({
    dispatch,
    budgetPath: paths.budget,
    standingPath: paths.standing,
    bootId: bootId(),
    log: own,
  });

  const runner = new Runner(exhibit, {
    dispatch,
    instances,
    processes,
    heartbeats,
    standing,
    power: refuseReboots(dispatch, (text) => own('error', text)),
    stream,
    note,
    request: (start) =>
      startRequest(start, {
        exhibit,
        login: process.env,
        session: conditions.environment(),
        stateFolder: paths.state,
        windowed: subject.demo,
      }),
    over: finished.resolve,
  });

  const snapshotOf = (state: State): Snapshot =>
    takeSnapshot(state, monotonicMs(), new Date(), {
      exhibit: exhibit.name,
      title: exhibit.title,
      role: (name) => exhibit.services.find((service) => service.name === name)?.role ?? 'other',
      instanceId: (instance) => instances.id(instance),
    });
  let seen: Snapshot | null = null;
  const changed = (event: Event, before: State, after: State): void => {
    if (before === after) return;
    if ('instance' in event) {
      const words = instanceNote(event);
      if (words !== null) note(event.service, words, 'info');
      if (event.type === 'beat' && sameHealth(before, after)) return;
    }
    const snapshot = snapshotOf(after);
    stream.changes(seen, snapshot);
    health.observe(snapshot);
    seen = snapshot;
  };

  const sleep = createSleepDetector();
  const beginning = initial({ plan: planOf(exhibit), at: monotonicMs(), ...memory, rebootPermitted: permitted });
  const theLoop = new Loop({
    clock: { now: monotonicMs, setTimer, slept: () => sleep.look().sleptMs },
    beginning,
    carryOut: runner.carryOut,
    drain: () => heartbeats.drain(),
    traced: (service) => 'instance' in service.life && processes.traced(instances.of(service.plan.name, service.life.instance)),
    changed,
    broken: (error, event) =>
      own('error', `a bug, at ${event.type}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  const doors: SupervisorPort = createDoors({
    loop: theLoop,
    stream,
    snapshot: () => snapshotOf(theLoop.state),
    exhibit: () => exhibit,
    adopt(next) {
      exhibit = next;
      runner.adopt(next);
    },
    select,
  });
  const commands = createRegistry({
    entries: COMMANDS,
    port: doors,
    audit: (record) => {
      own('info', record.line);
      stream.emit('command', { ...record });
    },
    monotonicMs,
  });
  const api: Api = await createApi({
    socketPath: paths.control,
    version: VERSION,
    log: (text) => own('error', text),
    resources: [
      { name: 'status', summary: 'The exhibit and its services.', schema: statusSchema, read: () => statusJson(doors.snapshot()) },
      {
        name: 'overview',
        summary: 'The status with the words for people.',
        schema: overviewSchema,
        read: () => overview(doors.snapshot(), Date.now()),
      },
      { name: 'health', summary: 'The health documents.', schema: healthReportSchema, read: () => health.current(doors.snapshot()) },
    ],
    commands,
    snapshot: doors.snapshot,
    subscribe: doors.subscribe,
  });
  stream.subscribe((event) => {
    const line = terminalLine(event);
    if (line !== null) process.stdout.write(`${line}\n`);
  });

  own('info', `Invigil ${VERSION} supervises ${exhibit.name} from ${exhibit.file}, process ${process.pid}`);
  loop = theLoop;
  theLoop.start();
  changed({ type: 'tick', traced: [], at: 0 }, beginning.state, { ...theLoop.state });
  for (const event of early) theLoop.dispatch(event);
  conditions.start();

  return {
    over: finished.promise,
    end: () => theLoop.dispatch({ type: 'shutdown' }),
    reload: (by) => {
      commands
        .run({ name: 'reload', arguments: {}, caller: { actor: by, role: 'admin' } })
        .then((outcome) => {
          if (!outcome.ok) own('error', [outcome.problem.detail, ...(outcome.problem.problems ?? [])].join('\n'));
        })
        .catch((error: unknown) => own('error', `reload failed: ${String(error)}`));
    },
    async close() {
      theLoop.close();
      await api.close();
      await processes.close();
      await conditions.close();
      await heartbeats.end();
      await health.close();
      await standing.close();
      own('info', 'everything has ended');
    },
  };
}

function setTimer(delayMs: number, fire: () => void): () => void {
  const timer = setTimeout(fire, delayMs);
  return () => clearTimeout(timer);
}

function settingsOf(exhibit: Exhibit, name: string): { readonly sizeBytes: number; readonly keep: number } {
  const service = exhibit.services.find((one) => one.name === name);
  if (service === undefined) throw new Error(`no service ${name} in the exhibit file`);
  return service.log;
}

/** A beat that changes nobody's health changes nothing that people see at once. */
function sameHealth(before: State, after: State): boolean {
  return (
    before.services.length === after.services.length &&
    before.services.every((service, place) => service.health === after.services[place]?.health)
  );
}
