/** Puts the flight recorder together: the history database behind it, and where its evidence comes from. */
import { join } from 'node:path';
import type { Exhibit } from '../config/index.ts';
import { type History, openHistory, type Past } from '../history/history.ts';
import { type Camera, createCamera } from '../incident/camera.ts';
import { createGrim } from '../incident/grim.ts';
import { createRecorder, type Recorder } from '../incident/recorder.ts';
import { OWN_LOG } from '../log/read.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import type { Instances } from './instances.ts';
import { lastLines } from './last-lines.ts';
import type { OpenShells } from './open-shells.ts';
import type { ProcessPort } from './ports.ts';
import { createScreenshots, type Screenshots } from './screenshots.ts';

/** As many last lines as a record has room for. */
const LAST_LINES = 200;

export interface RecorderSurroundings {
  readonly paths: ExhibitPaths;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  readonly instances: Instances;
  readonly processes: () => Pick<ProcessPort, 'family' | 'usage'>;
  readonly shells: Pick<OpenShells, 'picture' | 'overlayIsOpen'>;
  /** Where the screen is: the login's environment and what the session adds to it now. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** When what is written down may begin to be: services start first. */
  readonly after: Promise<void>;
}

export interface OpenRecorder extends Recorder {
  readonly camera: Camera;
  readonly screenshots: Screenshots;
  /** What it has written, and what else is written down with it. */
  readonly history: Past;
  readonly record: History['record'];
}

export function openRecorder({
  paths,
  exhibit,
  instances,
  processes,
  shells,
  environment,
  log,
  after,
}: RecorderSurroundings): OpenRecorder {
  const history = openHistory({ file: paths.history, log, after });
  const grim = createGrim(environment);
  const camera = createCamera({ byPage: shells.picture, ofScreen: grim.take, overlayIsOpen: shells.overlayIsOpen });
  const serviceOf = (name: string) => exhibit().services.find((service) => service.name === name);
  const recorder = createRecorder({
    archive: history,
    sources: {
      members: (service, number) => processes().family(instances.of(service, number)),
      usage: (service) => processes().usage(service),
      logTail: (service) => lastLines(paths.log, service ?? OWN_LOG, LAST_LINES),
      picture: async (service) =>
        exhibit().incidentPictures ? camera.ofIncident(service) : { none: 'the exhibit file switches pictures of incidents off' },
      role: (service) => serviceOf(service)?.role ?? 'other',
      directory: (service) => serviceOf(service)?.directory ?? null,
    },
    note: (text) => log('error', text),
  });
  return {
    ...recorder,
    camera,
    screenshots: createScreenshots({ folder: join(paths.state, 'screenshots'), camera }),
    history: history.past,
    record: (records) => history.record(records),
    async close() {
      grim.close();
      await recorder.close();
      await history.close();
    },
  };
}
