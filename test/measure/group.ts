import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program and all that it starts, in a process group of their own, so that they can be ended together. */
export interface Group {
  end(): Promise<void>;
}

export function startGroup([program, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv = process.env): Group {
  const child = spawn(program, args, { env, detached: true, stdio: 'ignore' });
  const ended = once(child, 'exit');
  return {
    async end() {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
      await ended;
    },
  };
}
