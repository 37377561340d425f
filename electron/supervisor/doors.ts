/** Composition: the registry of commands and the documents to read, behind the API's socket. */
import { type Api, createApi } from '../api/api.ts';
import { COMMANDS } from '../command/commands.ts';
import type { SupervisorPort } from '../command/port.ts';
import { type AuditRecord, createRegistry } from '../command/registry.ts';
import { healthReportSchema } from '../health/document.ts';
import type { Health } from '../health/health.ts';
import { overview, overviewSchema } from './overview.ts';
import { statusJson, statusSchema } from './status-json.ts';

export interface DoorOptions {
  readonly port: SupervisorPort;
  readonly health: Pick<Health, 'current'>;
  /** `control.sock` in the exhibit's runtime folder. */
  readonly socketPath: string;
  /** Of Invigil. */
  readonly version: string;
  readonly monotonicMs: () => number;
  /** Each request for a command, whatever came of it. */
  readonly audit: (record: AuditRecord) => void;
  readonly log: (text: string) => void;
}

/** Resolves when the API answers. */
export function openDoors({ port, health, socketPath, version, monotonicMs, audit, log }: DoorOptions): Promise<Api> {
  return createApi({
    socketPath,
    version,
    log,
    commands: createRegistry({ entries: COMMANDS, port, audit, monotonicMs }),
    resources: [
      { name: 'status', summary: 'The status, for programs', schema: statusSchema, read: () => statusJson(port.snapshot()) },
      {
        name: 'overview',
        summary: 'The status in words, for people',
        schema: overviewSchema,
        read: () => overview(port.snapshot(), Date.now()),
      },
      { name: 'health', summary: 'Every health document', schema: healthReportSchema, read: () => health.current(port.snapshot()) },
    ],
    snapshot: () => port.snapshot(),
    subscribe: (listener) => port.subscribe(listener),
  });
}
