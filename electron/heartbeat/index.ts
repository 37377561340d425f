/**
 * Turns the signs of life of every service into facts for the policy (contract 3).
 *
 * Owns: the ZeroMQ socket of the exhibit, one datagram socket for each `notify` instance, one watch for the beat files of all and one
 * for their health files, one more for each file that lies elsewhere, what is asked of instances (`http`, `tcp`, `exec`, `ready`), the HTTP door for
 * pages, and the folders `notify/`, `beat/` and `health/in/` of the runtime folder.
 *
 * Invariants:
 * - No judging: deadlines are the policy's. Signs that a service gives by itself come from a socket or from inotify, without timers
 *   or polling; only questions that the exhibit file wants asked have timers, from `started` to `close`.
 * - After `close` nothing of that instance is dispatched any more, whatever is still on its way.
 * - Every instance may report over ZeroMQ and in its health file (health, errors, metrics, `busy`, `fatal`), but only the configured
 *   kind says that it lives: a `beat` over ZeroMQ of a service whose heartbeat is a file counts for nothing. Where a question of
 *   its own says when it is ready (`ready`), the heartbeat does not.
 * - What a service sends is bounded (64 KiB a message, a file or an answer, bounded queues); what is not understood is counted, dropped
 *   and told once; what lies in the place of a file is never followed, waited for or read beyond that.
 * - `drain` makes a late loop harmless: what had arrived before the call is dispatched before a deadline is judged. It takes
 *   0.2 ms when little has arrived, and at most DRAIN_MAX_MS, so that a service that floods cannot hold it up.
 */
import type { Dispatch, HeartbeatPort, Instance, ServiceReport } from '../supervisor/ports.ts';
import { type DropReason, Drops } from './drops.ts';
import { environmentOf } from './environment.ts';
import { HttpDoor } from './http-door.ts';
import { InstanceSigns } from './instance-signs.ts';
import { createPlaces } from './places.ts';
import { WatchedFolder } from './watched-folder.ts';
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

/** Opens the exhibit's sockets. Rejects when that is impossible: an exhibit that cannot hear its services must not start. */
export async function createHeartbeats({ dispatch, onReport, runtimeFolder, exhibit }: HeartbeatOptions): Promise<Heartbeats> {
  const places = createPlaces(runtimeFolder);
  const drops = new Drops();
  const open = new Map<string, InstanceSigns>();
  const tellAll = (text: string) => {
    for (const { signs } of open.values()) signs.note(text);
  };
  const zmq = await ZmqDoor.open(places.heartbeatSocket, drops, tellAll);
  const http = new HttpDoor(tellAll);
  const beatFolder = new WatchedFolder(places.beatFolder, tellAll);
  const healthFolder = new WatchedFolder(places.healthInFolder, tellAll);
  const shared = { dispatch, onReport, places, drops, zmq, http, beatFolder, healthFolder };

  function close(instance: Instance): void {
    open.get(instance.id)?.close();
    open.delete(instance.id);
  }

  return {
    open(instance, request) {
      const opened = new InstanceSigns(instance, request, shared);
      open.set(instance.id, opened);
      return { ...environmentOf(instance, exhibit, zmq.endpoint, places), ...opened.environment };
    },
    started(instance, surroundings) {
      open.get(instance.id)?.started(surroundings);
    },
    close,
    tell(instance, message) {
      zmq.tell(instance, message);
    },
    async drain() {
      const deadline = performance.now() + DRAIN_MAX_MS;
      const drained = Promise.all([zmq.drain(deadline), ...Array.from(open.values(), (opened) => opened.drain(deadline))]);
      let timer: NodeJS.Timeout | undefined;
      const bound = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, DRAIN_MAX_MS);
      });
      await Promise.race([drained, bound]);
      clearTimeout(timer);
    },
    async end() {
      for (const { signs } of [...open.values()]) close(signs.instance);
      beatFolder.close();
      healthFolder.close();
      http.close();
      await zmq.close();
      places.remove();
    },
    dropped: () => drops.counts(),
  };
}
