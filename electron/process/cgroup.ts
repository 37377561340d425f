/**
 * Containment by cgroup (version 2): each service has `OWN/SERVICE` below the supervisor's own cgroup, and nothing gets out of it by
 * forking, setsid or another environment. `cgroup.kill` ends all of it in one write.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '../platform/errors.ts';
import type { Limits } from '../supervisor/ports.ts';
import { memoryKills, memoryMax, SUPERVISORS_OWN, setLimits } from './cgroup-limits.ts';
import { type Containment, send } from './containment.ts';
import { unlessGone } from './errors.ts';
import type { Guard } from './guard.ts';
import type { Log } from './log.ts';

/**
 * The folder of the supervisor's own cgroup, if it may make others in it; else null. The root cgroup is nobody's own.
 * Whether the unit delegates it cannot be read: the caller asks only when a unit has started the supervisor.
 */
export function ownCgroup(log: Log): string | null {
  const none = (reason: string) => {
    log('info', `services are contained by process group and environment, not by cgroup: ${reason}`);
    return null;
  };
  const path = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
  if (path === undefined || path === '/') return none('the supervisor has none of its own');
  // Field 5 is the mount point; after the dash comes the type (proc_pid_mountinfo(5)).
  const mount = /^\S+ \S+ \S+ \S+ (\S+) .* - cgroup2 /m.exec(readFileSync('/proc/self/mountinfo', 'utf8'))?.[1];
  if (mount === undefined) return none('no cgroup of version 2 is mounted');
  // Started by a supervisor that had moved there.
  const folder = join(mount, basename(path) === SUPERVISORS_OWN ? dirname(path) : path);
  const trial = join(folder, `trial-${process.pid}`);
  try {
    mkdirSync(trial);
    rmdirSync(trial);
    return folder;
  } catch (error) {
    return none(`${folder} is not delegated: ${messageOf(error)}`);
  }
}

export interface CgroupOptions {
  /** The folder of the supervisor's own cgroup. */
  readonly own: string;
  readonly service: string;
  readonly limits: Limits;
  readonly guard: Guard;
  readonly log: Log;
}

/** Contains one instance in `OWN/SERVICE`. */
export function cgroupContainment({ own, service, limits, guard, log }: CgroupOptions): Containment {
  const folder = join(own, service);
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  const { memoryBytes, processes, cpuPercent } = limits;
  // One that an earlier instance left may have limits that are no longer wanted.
  if (!isNew || memoryBytes !== null || processes !== null || cpuPercent !== null) setLimits(own, folder, limits, log);
  const killsBefore = memoryBytes === null ? 0 : memoryKills(folder);
  /** Processes that the supervisor started and that may not have moved in yet. */
  const leaders = new Set<number>();
  const all = () => [...new Set([...leaders, ...members(folder)])];
  return {
    cgroup: folder,
    wrap(command) {
      // `0` is whoever writes it. The shell then becomes the program, under the same pid, and takes back what it set for itself.
      const script = 'echo 0 >"$0" && unset PWD OLDPWD SHLVL && exec "$@"';
      return ['/bin/sh', '-c', script, join(folder, 'cgroup.procs'), ...command];
    },
    joins: true,
    entered(leader) {
      leaders.add(leader);
      guard.add(leader);
    },
    left(leader) {
      leaders.delete(leader);
      guard.remove(leader);
    },
    alive() {
      return members(folder).length > 0;
    },
    members() {
      return all();
    },
    signal(name) {
      for (const pid of all()) send(pid, name);
    },
    kill() {
      kill(folder);
      // They may not have moved in yet.
      for (const pid of leaders) send(pid, 'SIGKILL');
      return true;
    },
    outOfMemory() {
      return memoryBytes !== null && memoryKills(folder) > killsBefore ? memoryMax(memoryBytes) : null;
    },
    release() {
      for (const leader of leaders) guard.remove(leader);
      try {
        for (const each of tree(folder).reverse()) rmdirSync(each);
      } catch (error) {
        // Harmless: the next instance moves in there.
        log('info', `the cgroup of ${service} stays: ${messageOf(error)}`);
      }
    },
  };
}

/** Kills everything in the cgroups below `own`; answers with the pids found there. */
export function killCgroups(own: string): number[] {
  return tree(own)
    .slice(1)
    .filter((folder) => folder !== join(own, SUPERVISORS_OWN))
    .flatMap((folder) => {
      const found = processes(folder);
      if (found.length > 0) kill(folder);
      return found;
    });
}

/** The kernel's own kill wins against what multiplies, but passes over a process whose first thread has ended; a signal does not. */
function kill(folder: string): void {
  const file = join(folder, 'cgroup.kill');
  // Not there before Linux 5.14.
  if (existsSync(file)) writeFileSync(file, '1');
  for (const pid of members(folder)) send(pid, 'SIGKILL');
}

/** The live processes of a cgroup and of those that the service made below it. */
export function members(folder: string): number[] {
  return tree(folder).flatMap(processes);
}

/** The live processes of one cgroup; zombies are not listed. */
function processes(folder: string): number[] {
  const text = unlessGone(() => readFileSync(join(folder, 'cgroup.procs'), 'utf8')) ?? '';
  return text.split('\n').filter(Boolean).map(Number);
}

/** A cgroup and those below it, parents first. */
function tree(folder: string): string[] {
  const below = unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return [folder, ...below.filter((entry) => entry.isDirectory()).flatMap(({ name }) => tree(join(folder, name)))];
}
