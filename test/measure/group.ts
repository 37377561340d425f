import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { attempt } from '../../electron/platform/attempt.ts';

/** A program and all that it starts, in a process group of their own, so that they can be ended together. */
export interface Group {
  /** Of the program. */
  readonly pid: number;
  end(): Promise<void>;
}

export function startGroup([program, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv = process.env): Group {
  const child = spawn(program, args, { env, detached: true, stdio: 'ignore' });
  const ended = once(child, 'exit');
  return {
    get pid() {
      if (child.pid === undefined) throw new Error(`${program} was not started`);
      return child.pid;
    },
    async end() {
      const { pid } = child;
      // It may have ended already, and this process not have been told yet.
      if (pid !== undefined && child.exitCode === null && child.signalCode === null) attempt(() => process.kill(-pid, 'SIGKILL'));
      await ended;
    },
  };
}
