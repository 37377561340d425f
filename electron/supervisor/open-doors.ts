/** Opens the API in front of the supervisor, with the documents that can be read and the commands that can be given. */
import { type Api, createApi } from '../api/api.ts';
import type { Screen } from '../api/door.ts';
import { COMMANDS } from '../command/commands.ts';
import type { SupervisorPort } from '../command/port.ts';
import { createRegistry, type Registry } from '../command/registry.ts';
import { overviewSchema } from '../documents/overview.ts';
import { statusSchema } from '../documents/status.ts';
import { healthReportSchema } from '../health/document.ts';
import type { Health } from '../health/health.ts';
import type { LogPort } from '../log/log.ts';
import { monotonicMs } from '../platform/clock.ts';
import type { EventStream } from './event-stream.ts';
import { type Beside, overview } from './overview.ts';
import { statusJson } from './status-json.ts';
import { VERSION } from './version.ts';

export interface OpenDoors {
  readonly commands: Registry;
  readonly api: Api;
}

export interface DoorsBehind {
  readonly socketPath: string;
  readonly port: SupervisorPort;
  readonly stream: EventStream;
  readonly health: Health;
  readonly beside: (service: string) => Beside;
  readonly log: LogPort;
  readonly screen: Screen;
}

export async function openDoors({ socketPath, port, stream, health, beside, log, screen }: DoorsBehind): Promise<OpenDoors> {
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
  const api = await createApi({
    socketPath,
    version: VERSION,
    log: (text) => log.note(null, text, 'error'),
    resources: [
      { name: 'status', summary: 'The exhibit and its services.', schema: statusSchema, read: () => statusJson(snapshot()) },
      {
        name: 'overview',
        summary: 'The status, with the words for people.',
        schema: overviewSchema,
        read: () => overview(snapshot(), Date.now(), beside),
      },
      { name: 'health', summary: 'The health documents.', schema: healthReportSchema, read: () => health.current(snapshot()) },
    ],
    commands,
    screen,
    snapshot,
    subscribe,
  });
  return { commands, api };
}
