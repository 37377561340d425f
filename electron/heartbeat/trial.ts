/**
 * Every kind of heartbeat that a program can give by itself, offered to one instance at once: for `invigil try`, which finds
 * out which of them it speaks. The listeners are those of supervision; only here each of them counts as a sign of life, and a
 * beat is passed on before readiness too, because a program that beats and never says that it is ready has to be told so.
 */
import { watchPath } from '../platform/path-watch.ts';
import type { EventBody } from '../supervisor/policy/event.ts';
import type { HeartbeatSettings, Instance, ServiceReport, ToService } from '../supervisor/ports.ts';
import { Drops } from './drops.ts';
import { environmentOf } from './environment.ts';
import { listenToFile } from './file.ts';
import { HealthFile } from './health-file.ts';
import type { Listener } from './listener.ts';
import { listenToNotify } from './notify.ts';
import { createPlaces } from './places.ts';
import { Signs } from './signs.ts';
import { ZmqDoor } from './zmq.ts';

/** Best first: one that carries progress and words, one that says when it is ready, one that is only seen. */
export const TRIAL_KINDS = ['zmq', 'notify', 'health-file', 'file'] as const;
export type TrialKind = (typeof TRIAL_KINDS)[number];

/** The defaults of `exhibit.toml`, as the program is told them (WATCHDOG_USEC, `welcome`). */
const DEFAULTS = { intervalMs: 1_000, timeoutMs: 5_000, startupMs: 30_000 };

export interface TrialOptions {
  readonly instance: Instance;
  readonly exhibit: string;
  /** This trial's alone. */
  readonly runtimeFolder: string;
  readonly onSign: (kind: TrialKind, event: EventBody) => void;
  readonly onReport: (kind: TrialKind, report: ServiceReport) => void;
}

export interface TrialSigns {
  /** What the program finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  tell(message: ToService): void;
  close(): Promise<void>;
}

/** Opens all sockets and watches. Rejects when one cannot be opened. */
export async function listenToAll({ instance, exhibit, runtimeFolder, onSign, onReport }: TrialOptions): Promise<TrialSigns> {
  const places = createPlaces(runtimeFolder);
  const drops = new Drops();
  const settings = (kind: TrialKind): HeartbeatSettings => ({
    ...DEFAULTS,
    kind,
    path: null,
    field: 'timestamp',
    question: null,
    failures: 1,
  });
  const signs = (kind: TrialKind) =>
    new EarlySigns(
      instance,
      (event) => onSign(kind, event),
      (report) => onReport(kind, report),
      drops,
    );
  const ofZmq = signs('zmq');
  const zmq = await ZmqDoor.open(places.heartbeatSocket, drops, (text) => ofZmq.note(text));
  zmq.add(ofZmq, settings('zmq'));
  const listeners = [
    listenToNotify(signs('notify'), settings('notify'), places.notifySocket(instance.id)),
    listenToHealthFile(signs('health-file'), places.healthInFile(instance.service)),
    listenToBeatFile(signs('file'), places.beatFile(instance.service)),
  ];
  return {
    environment: Object.assign(
      environmentOf(instance, exhibit, zmq.endpoint, places),
      ...listeners.map((listener) => listener.environment),
    ),
    tell: (message) => zmq.tell(instance, message),
    async close() {
      for (const listener of listeners) listener.close();
      await zmq.close();
      places.remove();
    },
  };
}

function listenToBeatFile(signs: Signs, path: string): Listener {
  return listenToFile(signs, path, 'timestamp', (look) => watch(signs, path, look));
}

function listenToHealthFile(signs: Signs, path: string): Listener {
  const file = new HealthFile(signs, path, { isHeartbeat: true, readyByTime: false });
  const stop = watch(signs, path, () => void file.look());
  const close = () => {
    stop();
    file.close();
  };
  return { environment: {}, drain: () => file.look(), close };
}

function watch(signs: Signs, path: string, look: () => void): () => void {
  return watchPath(path, look, (text) => signs.note(text));
}

class EarlySigns extends Signs {
  override get isReady(): boolean {
    return true;
  }
}
