/**
 * What stands in front of the supervised exhibit: the API on its socket, the dashboard, who may sign in, the logs as they are searched, and a
 * developer's watch over files. Services do not wait for it: its code takes as long to load as everything else together, so it is loaded
 * and opened when they have been started.
 */
import type { SupervisorPort } from '../command/port.ts';
import type { Registry } from '../command/registry.ts';
import type { Exhibit } from '../config/index.ts';
import type { LogPort } from '../log/log.ts';
import { createLogSearch } from '../log/search/search.ts';
import { messageOf } from '../platform/errors.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import type { EventStream } from './event-stream.ts';
import type { Loop } from './loop.ts';
import { openAccess } from './open-access.ts';
import { openDoors } from './open-doors.ts';
import { openWatch } from './open-watch.ts';
import { openWeb } from './open-web.ts';
import type { ReadableParts } from './resources.ts';

export interface Inside {
  readonly paths: ExhibitPaths;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  readonly port: SupervisorPort;
  readonly stream: EventStream;
  readonly readable: Omit<ReadableParts, 'snapshot' | 'logFolder' | 'logs'>;
  readonly loop: Loop;
  readonly log: LogPort;
  /** What changes on the disk starts anew. */
  readonly watch: boolean;
}

export interface Outside {
  /** Runs a command as every door does; what is refused is told in the log. Never rejects. */
  run(name: 'restart' | 'reload', commandArguments: object, by: string): Promise<void>;
  /** The exhibit file was read again. */
  adopt(exhibit: Exhibit): void;
  close(): Promise<void>;
}

/** Rejects when the socket cannot be made. */
export async function openOutside({ paths, exhibit, port, stream, readable, loop, log, watch }: Inside): Promise<Outside> {
  const own = (level: 'info' | 'warning' | 'error', text: string) => log.note(null, text, level);
  const access = await openAccess({ paths, exhibit, snapshot: port.snapshot, stream, log: own });
  const logs = createLogSearch({ folder: paths.log, log: (text) => own('warning', text) });
  const letGo = async () => {
    await access.close();
    await logs.close();
  };
  const { api, commands, behind } = await openDoors({
    socketPath: paths.control,
    port,
    stream,
    readable: { ...readable, logFolder: paths.log, logs },
    log,
    screen: access,
  }).catch(async (error: unknown) => {
    await letGo();
    throw error;
  });
  const web = openWeb({ behind, network: access.network, exhibit, log: own });
  const run = runner(commands, own);
  const files = watch ? openWatch({ exhibit: exhibit(), site: paths.site, loop, run, log: (text) => own('info', text) }) : null;
  return {
    run,
    adopt(next) {
      files?.adopt(next);
      web.adopt();
    },
    async close() {
      files?.close();
      await web.close();
      await api.close();
      await letGo();
    },
  };
}

function runner(commands: Registry, log: (level: 'error', text: string) => void): Outside['run'] {
  return async (name, commandArguments, by) => {
    try {
      const outcome = await commands.run({ name, arguments: commandArguments, caller: { actor: by, role: 'admin' } });
      if (!outcome.ok) log('error', [outcome.problem.detail, ...(outcome.problem.problems ?? [])].join('\n'));
    } catch (error) {
      log('error', `${name} failed: ${messageOf(error)}`);
    }
  };
}
