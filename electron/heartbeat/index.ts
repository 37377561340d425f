/**
 * Turns the signs of life of every service into facts for the policy (contract 3).
 *
 * Owns: the ZeroMQ socket of the exhibit, one datagram socket for each `notify` instance, one file watch for each `file`
 * instance, and the folders `notify/`, `beat/` and `health/in/` of the runtime folder.
 *
 * Invariants:
 * - No timers, no polling, no judging: deadlines are the policy's. Every sign comes from a socket or from inotify.
 * - After `close` nothing of that instance is dispatched any more, whatever is still on its way.
 * - Every instance may report over ZeroMQ (health, errors, metrics, `busy`, `fatal`), but only the configured kind says
 *   that it lives: a `beat` over ZeroMQ of a service whose heartbeat is a file counts for nothing.
 * - What a service sends is bounded (64 KiB a message, bounded queues); what is not understood is counted and dropped.
 * - `drain` makes a late loop harmless: what had arrived before the call is dispatched before a deadline is judged. It takes
 *   0.2 ms when little has arrived, and at most DRAIN_MAX_MS, so that a service that floods cannot hold it up.
 */
import type { Dispatch, HeartbeatPort, HeartbeatSettings, Instance, ServiceReport } from '../supervisor/ports.ts';
import { type DropReason, Drops } from './drops.ts';
import { listenToFile } from './file.ts';
import type { Listener } from './listener.ts';
import { listenToNotify } from './notify.ts';
import { createPlaces } from './places.ts';
import { Signs } from './signs.ts';
import { ZmqDoor } from './zmq.ts';

/** Longest time that `drain` may take, in milliseconds. */
const DRAIN_MAX_MS = 20;

export interface HeartbeatOptions {
  readonly dispatch: Dispatch;
  readonly onReport: (report: ServiceReport) => void;
  /** `$XDG_RUNTIME_DIR/invigil/NAME`: this exhibit's alone. */
  readonly runtimeFolder: string;
  readonly exhibit: string;
}

export interface Heartbeats extends HeartbeatPort {
  /** How many messages were dropped since the start, by reason. */
  dropped(): Readonly<Record<DropReason, number>>;
}

/** Opens the exhibit's sockets. Throws when that is impossible: an exhibit that cannot hear its services must not start. */
export function createHeartbeats({ dispatch, onReport, runtimeFolder, exhibit }: HeartbeatOptions): Heartbeats {
  const places = createPlaces(runtimeFolder);
  const drops = new Drops();
  const zmq = new ZmqDoor(places.heartbeatSocket, drops);
  const open = new Map<string, { readonly signs: Signs; readonly listener: Listener }>();

  function listen(signs: Signs, settings: HeartbeatSettings): Listener {
    const { service, id } = signs.instance;
    switch (settings.kind) {
      case 'notify':
        return listenToNotify(signs, settings, places.notifySocket(id));
      case 'file':
        return listenToFile(signs, settings.path ?? places.beatFile(service), settings.field);
      case 'zmq':
      case 'none':
        return { environment: {}, drain: async () => undefined, close: () => undefined };
    }
  }

  function environment(instance: Instance): Record<string, string> {
    return {
      INVIGIL_EXHIBIT: exhibit,
      INVIGIL_SERVICE: instance.service,
      INVIGIL_INSTANCE: instance.id,
      INVIGIL_ENDPOINT: zmq.endpoint,
      INVIGIL_HEARTBEAT_FILE: places.beatFile(instance.service),
      INVIGIL_HEALTH_FILE: places.healthInFile(instance.service),
      INVIGIL_HEALTH_DIR: places.healthFolder,
      INVIGIL_CONTROL: places.controlSocket,
    };
  }

  function close(instance: Instance): void {
    const opened = open.get(instance.id);
    if (opened === undefined) return;
    open.delete(instance.id);
    opened.signs.end();
    opened.listener.close();
    zmq.remove(instance);
    places.forget(instance);
  }

  return {
    open(instance, settings) {
      const signs = new Signs(instance, dispatch, onReport, drops);
      zmq.add(signs, settings);
      const listener = listen(signs, settings);
      open.set(instance.id, { signs, listener });
      return { ...environment(instance), ...listener.environment };
    },
    close,
    tell(instance, message) {
      zmq.tell(instance, message);
    },
    async drain() {
      const deadline = performance.now() + DRAIN_MAX_MS;
      const drained = Promise.all([zmq.drain(deadline), ...Array.from(open.values(), ({ listener }) => listener.drain(deadline))]);
      let timer: NodeJS.Timeout | undefined;
      const bound = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, DRAIN_MAX_MS);
      });
      await Promise.race([drained, bound]);
      clearTimeout(timer);
    },
    async end() {
      for (const { signs } of [...open.values()]) close(signs.instance);
      await zmq.close();
      places.remove();
    },
    dropped: () => drops.counts(),
  };
}
