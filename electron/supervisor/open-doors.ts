/** Opens the API in front of the supervisor, with the documents that can be read and the commands that can be given. */
import { type Api, createApi } from '../api/api.ts';
import type { Behind, Screen } from '../api/door.ts';
import { COMMANDS } from '../command/commands.ts';
import type { SupervisorPort } from '../command/port.ts';
import { createRegistry, type Registry } from '../command/registry.ts';
import type { LogPort } from '../log/log.ts';
import { monotonicMs } from '../platform/clock.ts';
import type { EventStream } from './event-stream.ts';
import { type ReadableParts, resources } from './resources.ts';
import { VERSION } from './version.ts';

export interface OpenDoors {
  readonly commands: Registry;
  readonly api: Api;
  /** For the other doors in front of the same. */
  readonly behind: Behind;
}

export interface DoorsBehind {
  readonly socketPath: string;
  readonly port: SupervisorPort;
  readonly stream: EventStream;
  readonly readable: Omit<ReadableParts, 'snapshot'>;
  readonly log: LogPort;
  readonly screen: Screen;
}

export async function openDoors({ socketPath, port, stream, readable, log, screen }: DoorsBehind): Promise<OpenDoors> {
  const commands = createRegistry({
    entries: COMMANDS,
    port,
    audit(record) {
      log.note(null, record.line, 'info');
      stream.emit('command', { ...record });
    },
    monotonicMs,
  });
  const { snapshot, subscribe } = port;
  const behind = { version: VERSION, resources: resources({ ...readable, snapshot }), commands, snapshot, subscribe };
  const api = await createApi({ ...behind, socketPath, screen, log: (text) => log.note(null, text, 'error') });
  return { commands, api, behind };
}
