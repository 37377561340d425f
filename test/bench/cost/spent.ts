/**
 * What processes have cost so far, as the scheduler counts it: time on a processor in nanoseconds, and how often a thread was given one,
 * which for whoever sleeps most of the time is how often it was woken. `/proc/PID/stat` knows ticks of 10 ms only, too coarse for an idle
 * process; of programs that a process has started and that have ended there is nothing finer.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { attempt } from '../../../electron/platform/attempt.ts';

const TICK_NS = 10_000_000;

export interface Spent {
  readonly cpuNs: number;
  readonly turns: number;
}

/** By thread, `PID/NAME`; threads of a process that share a name are one. */
export type Ledger = ReadonlyMap<string, Spent>;

const NOTHING: Spent = { cpuNs: 0, turns: 0 };

/** Of all threads of these processes. What has just ended is left out. */
export function ledger(pids: readonly number[]): Ledger {
  const spent = new Map<string, Spent>();
  const enter = (key: string, one: Spent) => spent.set(key, plus(spent.get(key) ?? NOTHING, one));
  for (const pid of pids) {
    for (const thread of attempt(() => readdirSync(`/proc/${pid}/task`)) ?? []) {
      const name = attempt(() => readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8'))?.trim();
      const schedule = attempt(() => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'));
      if (name !== undefined && schedule !== null) enter(`${pid}/${name}`, scheduled(schedule));
    }
    const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
    if (stat !== null) enter(`${pid}/${ENDED}`, { cpuNs: endedChildrenNs(stat), turns: 0 });
  }
  return spent;
}

/** The name under which programs stand that a process has started and that have ended. */
export const ENDED = 'programs that it ran';

/** From one look to the next. What ended meanwhile took with it what it had cost since. */
export function between(before: Ledger, after: Ledger): Ledger {
  const difference = new Map<string, Spent>();
  for (const [key, { cpuNs, turns }] of after) {
    const then = before.get(key) ?? NOTHING;
    difference.set(key, { cpuNs: Math.max(0, cpuNs - then.cpuNs), turns: Math.max(0, turns - then.turns) });
  }
  return difference;
}

export function total(spent: Ledger): Spent {
  return [...spent.values()].reduce(plus, NOTHING);
}

const plus = (a: Spent, b: Spent): Spent => ({ cpuNs: a.cpuNs + b.cpuNs, turns: a.turns + b.turns });

/** `/proc/PID/task/TID/schedstat`: time on a processor and time of waiting for one, in nanoseconds, and turns on one. */
export function scheduled(text: string): Spent {
  const [cpuNs = 0, , turns = 0] = text.trim().split(' ').map(Number);
  return { cpuNs, turns };
}

/** `cutime` and `cstime` of `/proc/PID/stat`. */
export function endedChildrenNs(stat: string): number {
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(') ') + 2)
    .split(' ')
    .slice(13, 15)
    .map(Number);
  return (user + system) * TICK_NS;
}
