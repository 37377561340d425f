/**
 * Everything a program needs around it in a trial: the real containment, with a guard that ends it if this process is killed,
 * every kind of heartbeat, and its output. Opened in the order in which things have to be there, closed in the other.
 */
import { randomUUID } from 'node:crypto';
import { listenToAll, type TrialKind, type TrialSigns } from '../../heartbeat/trial.ts';
import { serviceEnvironment } from '../../process/environment.ts';
import { createProcesses } from '../../process/processes.ts';
import type { EventBody } from '../../supervisor/policy/event.ts';
import type { Instance, ProcessPort, ServiceReport, SpawnRequest } from '../../supervisor/ports.ts';
import { describeMember, type Member } from './members.ts';
import { type Output, openOutput } from './output.ts';
import { makePlace } from './place.ts';

/** What the program finds as INVIGIL_EXHIBIT. */
const EXHIBIT = 'try';

export interface Listeners {
  readonly onProcess: (event: EventBody) => void;
  readonly onSign: (kind: TrialKind, event: EventBody) => void;
  readonly onReport: (kind: TrialKind, report: ServiceReport) => void;
  readonly onLine: (text: string) => void;
  /** Something odd about the machine. */
  readonly onTrouble: (text: string) => void;
}

export interface Surroundings {
  readonly instance: Instance;
  readonly processes: ProcessPort;
  readonly signs: TrialSigns;
  readonly output: Output;
  /** The processes of the program now. */
  members(): readonly number[];
  /** Runs the program as a service of its own would be run. */
  spawn(): void;
  /** Ends and removes everything; answers with what could not be ended. */
  close(): Promise<readonly Member[]>;
}

export interface Subject {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly directory: string;
}

export async function surround({ name, command, directory }: Subject, listeners: Listeners): Promise<Surroundings> {
  const place = await makePlace();
  const closers: (() => Promise<unknown>)[] = [place.close];
  /** One that fails keeps no other from being closed. */
  const closeAll = async (): Promise<void> => {
    try {
      await closers.pop()?.();
    } finally {
      if (closers.length > 0) await closeAll();
    }
  };
  try {
    const instance: Instance = { service: name, number: 1, id: `${name}-1-${randomUUID().slice(0, 8)}` };
    const output = openOutput(place.folder, listeners.onLine);
    let escaped: readonly Member[] = [];
    closers.push(async () => {
      escaped = (await output.end()).map(describeMember);
    });
    const { onSign, onReport } = listeners;
    const signs = await listenToAll({ instance, exhibit: EXHIBIT, runtimeFolder: place.folder, onSign, onReport });
    closers.push(signs.close);
    const processes = await createProcesses({
      dispatch: listeners.onProcess,
      controlPath: place.controlPath,
      output: output.port,
      log: (level, text) => (level === 'info' ? undefined : listeners.onTrouble(text)),
      cgroup: 'off',
    });
    closers.push(() => processes.close());
    const environment = serviceEnvironment({ login: process.env, session: {}, file: {}, own: {}, invigil: signs.environment });
    const limits = { memoryBytes: null, cpuPercent: null, processes: null, openFiles: null, nice: null };
    const request: SpawnRequest = {
      instance,
      command,
      before: [],
      directory,
      environment,
      stopSignal: 'SIGTERM',
      freezeSignal: null,
      limits,
    };
    return {
      instance,
      processes,
      signs,
      output,
      members: () => processes.members(instance),
      spawn: () => processes.spawn(request),
      async close() {
        await closeAll();
        return escaped;
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
