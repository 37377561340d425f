/** Puts the flight recorder together: the history database behind it, and where its evidence comes from. */
import type { Exhibit } from '../config/index.ts';
import { openHistory } from '../history/history.ts';
import { createCamera } from '../incident/camera.ts';
import { createRecorder, type Recorder } from '../incident/recorder.ts';
import { type LogLine, OWN_LOG, readLog } from '../log/read.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import type { Instances } from './instances.ts';
import type { ProcessPort } from './ports.ts';

/** As many last lines as a record has room for. */
const LAST_LINES = 200;

export interface RecorderSurroundings {
  readonly paths: ExhibitPaths;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  readonly instances: Instances;
  readonly processes: () => Pick<ProcessPort, 'family' | 'usage'>;
  /** Where the screen is: the login's environment and what the session adds to it now. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
}

export function openRecorder({ paths, exhibit, instances, processes, environment, log }: RecorderSurroundings): Recorder {
  const history = openHistory({ file: paths.history, log });
  const camera = createCamera({ environment });
  const serviceOf = (name: string) => exhibit().services.find((service) => service.name === name);
  const recorder = createRecorder({
    archive: history,
    sources: {
      members: (service, number) => processes().family(instances.of(service, number)),
      usage: (service) => processes().usage(service),
      logTail: (service) => lastLines(paths.log, service ?? OWN_LOG),
      picture: () => camera.take(),
      role: (service) => serviceOf(service)?.role ?? 'other',
      directory: (service) => serviceOf(service)?.directory ?? null,
    },
    note: (text) => log('error', text),
  });
  return {
    ...recorder,
    async close() {
      camera.close();
      await recorder.close();
      await history.close();
    },
  };
}

async function lastLines(folder: string, service: string): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of readLog({ folder, services: [service], tail: LAST_LINES })) lines.push(line);
  return lines;
}
