/**
 * Where sockets and files of the heartbeats lie (contract 9). A Unix socket's path has at most 107 bytes; where the runtime
 * folder is deeper than that allows, sockets are named through a short link in a folder of our own in the temporary folder.
 */
import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../platform/errors.ts';
import type { Instance } from '../supervisor/ports.ts';

/** `sun_path` has 108 bytes, the last one for the terminating zero. */
const SOCKET_PATH_MAX_BYTES = 107;

export interface Places {
  readonly heartbeatSocket: string;
  readonly controlSocket: string;
  readonly healthFolder: string;
  notifySocket(id: string): string;
  /** `beat/`, where services write or touch their heartbeats. */
  readonly beatFolder: string;
  beatFile(service: string): string;
  /** `health/in/`, where services write their own documents. */
  readonly healthInFolder: string;
  healthInFile(service: string): string;
  /** Removes what belonged to one instance. Returns what could not be removed, in words. */
  forget(instance: Instance): readonly string[];
  /** Removes what this room made and nobody needs without it. */
  remove(): void;
}

/** Makes the folders (mode 0700) and clears away sockets that a killed supervisor left. */
export function createPlaces(runtimeFolder: string): Places {
  const notifyFolder = join(runtimeFolder, 'notify');
  const beatFolder = join(runtimeFolder, 'beat');
  const healthFolder = join(runtimeFolder, 'health');
  const healthInFolder = join(healthFolder, 'in');
  const heartbeat = join(runtimeFolder, 'heartbeat.sock');
  rmSync(notifyFolder, { recursive: true, force: true });
  rmSync(heartbeat, { force: true });
  for (const folder of [notifyFolder, beatFolder, healthInFolder]) mkdirSync(folder, { recursive: true, mode: 0o700 });

  let linkFolder: string | null = null;
  function socketPath(...parts: readonly string[]): string {
    const path = join(runtimeFolder, ...parts);
    if (Buffer.byteLength(path) <= SOCKET_PATH_MAX_BYTES) return path;
    if (linkFolder === null) {
      linkFolder = mkdtempSync(join(tmpdir(), 'invigil-'));
      symlinkSync(runtimeFolder, join(linkFolder, 'run'));
    }
    return join(linkFolder, 'run', ...parts);
  }

  return {
    heartbeatSocket: socketPath('heartbeat.sock'),
    controlSocket: join(runtimeFolder, 'control.sock'),
    healthFolder,
    notifySocket: (id) => socketPath('notify', `${id}.sock`),
    beatFolder,
    beatFile: (service) => join(beatFolder, service),
    healthInFolder,
    healthInFile: (service) => join(healthInFolder, `${service}.json`),
    forget({ id, service }) {
      const files = [join(notifyFolder, `${id}.sock`), join(beatFolder, service), join(healthInFolder, `${service}.json`)];
      return files.flatMap((file) => removed(file) ?? []);
    },
    remove() {
      rmSync(heartbeat, { force: true });
      rmSync(notifyFolder, { recursive: true, force: true });
      rmSync(beatFolder, { recursive: true, force: true });
      if (linkFolder !== null) rmSync(linkFolder, { recursive: true, force: true });
    },
  };
}

/** Whatever lies there: services may put anything into folders of their own user. Null: it is gone. */
function removed(path: string): string | null {
  try {
    // Most often there is nothing: to learn that from `rmSync` takes five times as long, and a restart waits for it.
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) rmSync(path, { recursive: true, force: true });
    return null;
  } catch (error) {
    return `${path} cannot be removed: ${messageOf(error)}`;
  }
}
