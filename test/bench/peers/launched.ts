/** A peer that is one command, or grew out of one: started in its folder, known by its mark, ended with all that it started. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningPeer } from '../peer.ts';
import { endMarked, markOfPeer, supervisors } from './mark.ts';

interface Launch {
  readonly folder: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** The log files of a stamped child, the oldest first. */
  readonly logs?: (child: string) => readonly string[];
}

/** What the peer says of itself goes to `supervisor.log` in its folder. */
export async function launched({ folder, command, environment, logs }: Launch): Promise<RunningPeer> {
  const [program, ...args] = command;
  const said = openSync(join(folder, 'supervisor.log'), 'a');
  const running = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...environment, ...markOfPeer(folder) },
    stdio: ['ignore', said, said],
    detached: true,
  });
  closeSync(said);
  await once(running, 'spawn');
  const ended = once(running, 'exit');
  return {
    pid: running.pid ?? Number.NaN,
    processes: () => supervisors(folder),
    log: (child) => joined(logs?.(child) ?? []),
    async end() {
      await endMarked(folder);
      await ended;
    },
  };
}

/** The text of these files; bytes stay bytes. */
export function joined(files: readonly string[]): string {
  return files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1'))
    .join('');
}
