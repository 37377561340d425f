/**
 * The guard: one small shell process (0.1 MB of its own) that outlives the supervisor just long enough to end what is left of
 * the exhibit. It leads a session of its own, so that nothing sent to the supervisor's terminal or group reaches it, and learns
 * of the supervisor's death, also by SIGKILL, by the end of its input. If it dies itself it is started again and told all. It begins right
 * after the first service: nobody waits for the few milliseconds that it takes, and until then only the parent-death signal ends a service.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { GUARD_SCRIPT } from './guard-script.ts';
import type { Log } from './log.ts';

/** In the guard's environment, with the control path: by it the next supervisor finds a guard that is still at work. */
export const GUARD_MARK = 'INVIGIL_GUARD';

/** A guard that cannot live is not started more often than this. */
const RESTART_EVERY_MS = 1000;

export interface Guard {
  /** This process group ends with the supervisor. */
  add(group: number): void;
  /** The group is over; its number may soon be a stranger's. */
  remove(group: number): void;
  /** Lets the guard go; if something is left that does not die, to its work. */
  close(left: boolean): Promise<void>;
}

/** `cgroup`: the folder of the services' cgroups, where there is one. */
export function startGuard(controlPath: string, cgroup: string | null, log: Log): Guard {
  const groups = new Set<number>();
  let closing = false;
  let restart: NodeJS.Timeout | undefined;
  let guard: ChildProcess | null = null;
  let beginning: NodeJS.Immediate | undefined;

  function start(): ChildProcess {
    const startedAt = performance.now();
    const child = spawn('/bin/sh', ['-c', GUARD_SCRIPT, 'invigil-guard', controlPath, cgroup ?? '', ...Array.from(groups, String)], {
      detached: true,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', [GUARD_MARK]: controlPath },
    });
    const ended = (what: string) => {
      if (closing) return;
      log('error', `the guard of the processes ended (${what}); it is started again`);
      restart = setTimeout(() => (guard = start()), Math.max(0, startedAt + RESTART_EVERY_MS - performance.now()));
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => ended(signal ?? `exit status ${code}`));
    // What could not be written is told to the next guard, whose list is the whole one.
    child.stdin?.on('error', (error) => log('info', `the guard's input: ${error.message}`));
    return child;
  }

  return {
    add(group) {
      groups.add(group);
      if (guard === null) beginning ??= setImmediate(() => (guard = start()));
      else guard.stdin?.write(`+${group}\n`);
    },
    remove(group) {
      groups.delete(group);
      // A restart does not wait for it.
      setImmediate(() => {
        if (!closing && !groups.has(group)) guard?.stdin?.write(`-${group}\n`);
      });
    },
    async close(left) {
      closing = true;
      clearTimeout(restart);
      clearImmediate(beginning);
      if (guard === null || guard.pid === undefined || guard.exitCode !== null || guard.signalCode !== null) return;
      if (left) {
        guard.stdin?.end();
        guard.unref();
        return;
      }
      const ended = once(guard, 'exit');
      guard.stdin?.end('end\n');
      await ended;
    },
  };
}
