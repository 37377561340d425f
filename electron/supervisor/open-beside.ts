/**
 * What stands beside supervision and never acts on it: the flight recorder, what follows the exhibit, what people are shown of it, the
 * machine as they see it. It is loaded when the first services have begun, for none of them waits for it: a third of the supervisor's
 * program, and a quarter of what its start would take.
 */
import type { Exhibit } from '../config/index.ts';
import type { LogPort } from '../log/log.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import type { EventStream } from './event-stream.ts';
import type { Instances } from './instances.ts';
import type { Loop } from './loop.ts';
import { type Followers, openFollowers } from './open-followers.ts';
import { type OpenMachine, openMachine } from './open-machine.ts';
import type { Ports } from './open-ports.ts';
import { type OpenRecorder, openRecorder } from './open-recorder.ts';
import type { OpenShells } from './open-shells.ts';
import type { Effect } from './policy/effect.ts';
import type { Beat, Event } from './policy/event.ts';
import type { State } from './policy/state.ts';
import type { ServiceReport } from './ports.ts';
import { createShowing } from './showing.ts';
import type { Snapshot } from './snapshot.ts';
import { openSpoken } from './spoken.ts';

export interface BesideSurroundings {
  readonly paths: ExhibitPaths;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  readonly instances: Instances;
  readonly ports: Pick<Ports, 'health' | 'processes'>;
  readonly shells: OpenShells;
  readonly loop: Pick<Loop, 'state' | 'vitals'>;
  readonly stream: EventStream;
  /** The login's environment, and what the session adds to it now. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly log: LogPort;
  /** When threads that nobody waits for may start. */
  readonly calm: Promise<void>;
}

export interface Beside {
  readonly recorder: OpenRecorder;
  readonly followers: Omit<Followers, 'observe' | 'after' | 'report' | 'close'>;
  readonly machine: OpenMachine;
  snapshot(): Snapshot;
  /** Shows the exhibit in this state: the one before the first event. */
  show(state: State): void;
  /** What services say of themselves. */
  report(report: ServiceReport): void;
  /** An effect is carried out, which this state has brought. */
  witness(effect: Effect, state: State): void;
  /** A beat moved a deadline. */
  beaten(beat: Beat, before: State): void;
  /** After every other event, which may have changed nothing. */
  after(event: Event, before: State, after: State): void;
  close(): Promise<void>;
  /** After the last word of the log. */
  silence(): void;
}

export function openBeside({
  paths,
  instances,
  ports,
  shells,
  loop,
  stream,
  environment,
  log,
  calm,
  ...around
}: BesideSurroundings): Beside {
  const { exhibit } = around;
  const spoken = openSpoken(exhibit().name, process.env);
  stream.subscribe(spoken.tell);
  const recorder = openRecorder({
    paths,
    exhibit,
    instances,
    processes: () => ports.processes,
    shells,
    environment,
    log: (level, text) => log.note(null, text, level),
    after: calm,
  });
  const snapshot = () => showing.snapshot(loop.state);
  const followers = openFollowers({ paths, exhibit, snapshot, vitals: () => loop.vitals, ports, recorder, stream, environment, log, calm });
  const showing = createShowing({
    exhibit,
    role: (name) => exhibit().services.find((service) => service.name === name)?.role ?? 'other',
    instances,
    stream,
    observe: followers.observe,
  });
  return {
    recorder,
    followers,
    machine: openMachine(paths.state, environment),
    snapshot,
    show: showing.show,
    report(report) {
      recorder.report(report);
      followers.report(report);
    },
    witness: recorder.witness,
    beaten: followers.after,
    after(event, before, after) {
      recorder.after(event, before, after);
      followers.after(event, before);
      if (before !== after) showing.show(after);
    },
    async close() {
      await followers.close();
      await recorder.close();
    },
    silence: spoken.close,
  };
}
