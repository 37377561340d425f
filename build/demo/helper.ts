import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.ts';

/** A program of the demo's own machinery (compositor, sound server): not a service, nobody restarts it. */
export interface Helper {
  readonly name: string;
  readonly process: ChildProcess;
  /** The last lines that it wrote, for a message about why it ended. */
  lastWords(): string;
  /** Ends it: SIGTERM, and SIGKILL after two seconds. */
  end(): Promise<void>;
}

export interface HelperRequest {
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  readonly account: Account;
  /** Where its output goes, as NAME.log. */
  readonly folder: string;
}

/** Whether a program of this name is in PATH. */
export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' }).status === 0;
}

/**
 * Starts a helper in a process group of its own, so that Ctrl+C reaches the exhibit first and the helpers only when it has
 * ended; the kernel ends the helper should this process be killed.
 */
export function startHelper({ command, environment, account, folder }: HelperRequest): Helper {
  const name = command[0];
  const logFile = join(folder, `${name}.log`);
  const log = openSync(logFile, 'w');
  const child = spawn('setpriv', [...account.become, '--pdeathsig', 'SIGTERM', '--', ...command], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'] ?? '', LANG: process.env['LANG'] ?? 'C.UTF-8', HOME: folder, ...account.environment, ...environment },
  });
  closeSync(log);
  return {
    name,
    process: child,
    lastWords: () => readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join('\n'),
    end: () => endProcess(child),
  };
}

/** Whether the child has neither exited nor been killed. */
export const isAlive = (child: ChildProcess): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null;

async function endProcess(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
  await exited;
  clearTimeout(timer);
}
