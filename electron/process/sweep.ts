/**
 * Ends what an earlier supervisor of this exhibit left, before anything is started. That supervisor is dead: the caller holds the
 * exhibit's lock. Its guard may still be at work. It has to end first, for it would take the new services, which carry the same
 * mark, for old ones; and it is let finish, for it alone knows the old process groups.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { killCgroups } from './cgroup.ts';
import { send } from './containment.ts';
import { GUARD_MARK } from './guard.ts';
import { findMarked } from './marked.ts';

/** In the environment of every process of an exhibit, with the path of its control socket. */
export const CONTROL_MARK = 'INVIGIL_CONTROL';
/** In the environment of every process of an instance, with its id. */
export const INSTANCE_MARK = 'INVIGIL_INSTANCE';

/** Three times as long as a guard needs when all it kills dies at once. */
const GUARD_PATIENCE_MS = 2000;
/** What the kernel has not ended by then (a process in a hanging driver) runs no more of its own code. */
const PATIENCE_MS = 5000;
const FIRST_LOOK_MS = 1;
const LONGEST_PAUSE_MS = 20;

/**
 * Resolves with the pids that had to be killed, and those of them that are still there.
 * `cgroup`: the folder of the services' cgroups, where there is one.
 */
export async function sweep(controlPath: string, cgroup: string | null): Promise<{ killed: number[]; left: number[] }> {
  const killed = new Set<number>();
  const begin = performance.now();
  for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const late = performance.now() - begin;
    const guards = [...findMarked([`${GUARD_MARK}=${controlPath}`])];
    for (const pid of guards) send(pid, late > GUARD_PATIENCE_MS ? 'SIGKILL' : 'SIGCONT');
    const left = cgroup === null ? [] : killCgroups(cgroup);
    for (const pid of findMarked([`${CONTROL_MARK}=${controlPath}`])) if (send(pid, 'SIGKILL')) left.push(pid);
    for (const pid of left) killed.add(pid);
    if ((left.length === 0 && guards.length === 0) || late > PATIENCE_MS) return { killed: [...killed], left };
    await sleep(pauseMs);
  }
}
