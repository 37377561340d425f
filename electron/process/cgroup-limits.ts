/**
 * Limits that the kernel itself keeps, in the cgroup of a service: a second line behind what is looked at again and again
 * (`usage/`), for what grows faster than anybody can look.
 *
 * - Memory: 10 % more than `limits.memory`, without swap. Beyond it the kernel ends the whole cgroup. Unlike the limit itself it
 *   counts files that the service reads and writes, which the kernel gives up before it comes to that.
 * - Processes: the kernel counts threads, the limit processes. So many threads for each process leave room for a browser, and
 *   yet stop what multiplies.
 * - Processor: `limits.cpu`, over 100 ms.
 *
 * A controller is turned on when the first limit needs it. That of memory cannot be while processes live in the cgroup above the
 * services', so the supervisor moves to one beside them.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, messageOf } from '../platform/errors.ts';
import type { Limits } from '../supervisor/ports.ts';
import { unlessGone } from './errors.ts';
import type { Log } from './log.ts';

/** Where the supervisor and its guard live then. No service has such a name. */
export const SUPERVISORS_OWN = '_supervisor';

const MEMORY_MARGIN = 1.1;
const THREADS_PER_PROCESS = 32;
const CPU_PERIOD_US = 100_000;

type Controller = 'memory' | 'pids' | 'cpu';

/** Of each controller: its files and what is to stand in them. */
function settings(limits: Limits): Record<Controller, { readonly limited: boolean; readonly files: Readonly<Record<string, string>> }> {
  const { memoryBytes, processes, cpuPercent } = limits;
  return {
    memory: {
      limited: memoryBytes !== null,
      files: {
        'memory.max': memoryBytes === null ? 'max' : `${memoryMax(memoryBytes)}`,
        'memory.swap.max': memoryBytes === null ? 'max' : '0',
        'memory.oom.group': memoryBytes === null ? '0' : '1',
      },
    },
    pids: {
      limited: processes !== null,
      files: { 'pids.max': processes === null ? 'max' : `${processes * THREADS_PER_PROCESS}` },
    },
    cpu: {
      limited: cpuPercent !== null,
      files: {
        'cpu.max': cpuPercent === null ? `max ${CPU_PERIOD_US}` : `${Math.round((cpuPercent * CPU_PERIOD_US) / 100)} ${CPU_PERIOD_US}`,
      },
    },
  };
}

/** Sets the limits of the cgroup `folder` below `own`. What cannot be set is told, and left out. */
export function setLimits(own: string, folder: string, limits: Limits, log: Log): void {
  for (const [controller, { limited, files }] of Object.entries(settings(limits))) {
    if (limited && !enable(own, controller, log)) continue;
    for (const [name, value] of Object.entries(files)) {
      const file = join(folder, name);
      // Not there: the controller is off, or the kernel has no swap.
      if (!existsSync(file)) continue;
      try {
        writeFileSync(file, value);
      } catch (error) {
        log('warning', `${file} cannot be set to ${value}: ${messageOf(error)}`);
      }
    }
  }
}

/** How often the kernel has ended processes of the cgroup because its memory was used up. */
export function memoryKills(folder: string): number {
  const events = unlessGone(() => readFileSync(join(folder, 'memory.events'), 'latin1')) ?? '';
  return Number(/^oom_kill (\d+)$/m.exec(events)?.[1] ?? 0);
}

/** The memory at which the kernel ends a cgroup with this limit, in bytes. */
export function memoryMax(limitBytes: number): number {
  return Math.round(limitBytes * MEMORY_MARGIN);
}

/** Turns a controller on for the cgroups below `own`. */
function enable(own: string, controller: string, log: Log): boolean {
  const lists = (name: string) => (unlessGone(() => readFileSync(join(own, name), 'latin1')) ?? '').trim().split(' ');
  if (lists('cgroup.subtree_control').includes(controller)) return true;
  if (!lists('cgroup.controllers').includes(controller)) {
    log('info', `the cgroup ${own} has no controller "${controller}" (Delegate= of the unit): the kernel keeps no such limit`);
    return false;
  }
  const turnOn = () => writeFileSync(join(own, 'cgroup.subtree_control'), `+${controller}`);
  try {
    try {
      turnOn();
    } catch (error) {
      if (codeOf(error) !== 'EBUSY') throw error;
      moveBeside(own);
      turnOn();
    }
    return true;
  } catch (error) {
    log('warning', `the controller "${controller}" of the cgroup ${own} cannot be turned on: ${messageOf(error)}`);
    return false;
  }
}

/** Moves the supervisor and its guard, and whatever else lives in `own` itself, into a cgroup of their own. */
function moveBeside(own: string): void {
  const beside = join(own, SUPERVISORS_OWN);
  mkdirSync(beside, { recursive: true });
  const pids = readFileSync(join(own, 'cgroup.procs'), 'latin1').split('\n').filter(Boolean);
  for (const pid of pids) writeFileSync(join(beside, 'cgroup.procs'), pid);
}
