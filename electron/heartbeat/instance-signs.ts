/** Everything through which one instance is heard, opened and closed together. */
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { watchPath } from '../platform/path-watch.ts';
import type { Dispatch, HeartbeatRequest, Instance, ServiceReport, SpawnRequest } from '../supervisor/ports.ts';
import type { Drops } from './drops.ts';
import { listenToFile } from './file.ts';
import { HealthFile } from './health-file.ts';
import type { HttpDoor } from './http-door.ts';
import type { Listener } from './listener.ts';
import { listenToNotify } from './notify.ts';
import { Peer } from './peer.ts';
import type { Places } from './places.ts';
import { Questions } from './questions.ts';
import { Signs } from './signs.ts';
import type { WatchedFolder } from './watched-folder.ts';
import type { ZmqDoor } from './zmq.ts';

/** What all instances of the exhibit share. */
export interface Shared {
  readonly dispatch: Dispatch;
  readonly onReport: (report: ServiceReport) => void;
  readonly places: Places;
  readonly drops: Drops;
  readonly zmq: ZmqDoor;
  readonly http: HttpDoor;
  readonly beatFolder: WatchedFolder;
  readonly healthFolder: WatchedFolder;
}

export class InstanceSigns {
  readonly signs: Signs;
  /** What the ways to be heard add to the environment of the instance. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #request: HeartbeatRequest;
  readonly #shared: Shared;
  readonly #listeners: Listener[] = [];
  #questions: Questions | null = null;

  constructor(instance: Instance, request: HeartbeatRequest, shared: Shared) {
    this.#request = request;
    this.#shared = shared;
    const { heartbeat, ready, showsPages } = request;
    let health: HealthFile | null = null;
    const dispatch: Dispatch = (event) => {
      shared.dispatch(event);
      if (event.type === 'ready') health?.becameReady();
    };
    this.signs = new Signs(instance, dispatch, shared.onReport, shared.drops, ready !== null);
    shared.zmq.add(this.signs, heartbeat);
    health = this.#listenToHealthFile();
    this.#listenToHeartbeat();
    const page = showsPages ? { INVIGIL_HTTP: shared.http.add(new Peer(this.signs, heartbeat, 'zmq')) } : {};
    this.environment = Object.assign({}, page, ...this.#listeners.map((listener) => listener.environment));
  }

  /** Its program runs. */
  started(surroundings: Pick<SpawnRequest, 'directory' | 'environment'>): void {
    this.#questions ??= new Questions(this.signs, this.#request, surroundings);
  }

  async drain(deadline: number): Promise<void> {
    await Promise.all([this.#questions?.drain(), ...this.#listeners.map((listener) => listener.drain(deadline))]);
  }

  close(): void {
    const { instance } = this.signs;
    const { zmq, http, places } = this.#shared;
    this.#questions?.close();
    for (const listener of this.#listeners) listener.close();
    zmq.remove(instance);
    http.remove(instance);
    for (const words of places.forget(instance)) this.signs.note(words);
    this.signs.end();
  }

  #listenToHeartbeat(): void {
    const { heartbeat } = this.#request;
    const { instance } = this.signs;
    const { places, beatFolder } = this.#shared;
    if (heartbeat.kind === 'notify') this.#listeners.push(listenToNotify(this.signs, heartbeat, places.notifySocket(instance.id)));
    if (heartbeat.kind !== 'file') return;
    const usual = places.beatFile(instance.service);
    const path = heartbeat.path === null ? usual : withoutLinks(heartbeat.path);
    const watch = (look: () => void) => this.#watch(path, usual, beatFolder, look);
    this.#listeners.push(listenToFile(this.signs, path, heartbeat.field, watch));
  }

  #listenToHealthFile(): HealthFile {
    const { heartbeat, ready } = this.#request;
    const { places, healthFolder } = this.#shared;
    const isHeartbeat = heartbeat.kind === 'health-file';
    const usual = places.healthInFile(this.signs.instance.service);
    const path = isHeartbeat && heartbeat.path !== null ? withoutLinks(heartbeat.path) : usual;
    const file = new HealthFile(this.signs, path, { isHeartbeat, readyByTime: heartbeat.kind === 'none' && ready === null });
    const look = () => void file.look();
    const stop = this.#watch(path, usual, healthFolder, look);
    const close = () => {
      stop();
      file.close();
    };
    this.#listeners.push({ environment: {}, drain: () => file.look(), close });
    return file;
  }

  /** In the folder that all share, or wherever the exhibit file says. Returns how to stop. */
  #watch(path: string, usual: string, folder: WatchedFolder, look: () => void): () => void {
    return path === usual ? folder.add(basename(path), look) : watchPath(path, look, (text) => this.signs.note(text));
  }
}

/**
 * Where a file that the exhibit file names lies, when its service starts: there a symbolic link is what the developer wanted, and
 * its target is what is watched. A link that comes later, or in the runtime folder, is refused like everything that is no file.
 */
function withoutLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return path;
    throw error;
  }
}
