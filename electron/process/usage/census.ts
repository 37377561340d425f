/**
 * Which processes belong to which service, kept up to date at little cost: each process of the machine is judged once, when it is
 * first seen, and only then are files of it read. The list of processes is read only when the kernel has given out a new number
 * since (`/proc/loadavg` says the last one): an idle look costs 5 us, one with a list 0.2 ms.
 *
 * A stranger stays one until its number may be another process's: the kernel gives numbers out in turn, so that those given since the
 * last look are known. That more than all numbers there are were given between two looks is made up for every ten minutes, when all
 * are judged anew (10 us each). A member whose number was given anew is known by the time of its start.
 *
 * With a cgroup none of this is needed: it lists its own.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { members as listCgroup } from '../cgroup.ts';
import { environmentOf, holds, mayBeInExec, needlesOf } from '../marked.ts';
import { isAlive, listPids, type ProcessStat, readStat } from '../proc.ts';
import type { Watched } from './messages.ts';

/** Milliseconds. */
const FORGET_STRANGERS_AFTER = 600_000;

interface Household {
  readonly watched: Watched;
  readonly needles: readonly Buffer[];
  /** When its program was started. */
  readonly startTicks: number | null;
  /** Each process with the time of its start. */
  readonly members: Map<number, number>;
}

/** Processes and threads of the whole machine, and the last number that was given out. */
export interface Population {
  readonly tasks: number;
  readonly lastPid: number;
}

export class Census {
  readonly #households = new Map<string, Household>();
  readonly #strangers = new Set<number>();
  readonly #loadavg = openSync('/proc/loadavg', 'r');
  readonly #buffer = Buffer.alloc(128);
  #lastPid = 0;
  /** Somebody is to be judged, whether or not numbers were given out since. */
  #isDue = true;
  #forgetAt = 0;

  add(watched: Watched): void {
    const { service, marks, pid } = watched;
    const startTicks = readStat(pid)?.startTicks ?? null;
    this.#households.set(service, { watched, needles: needlesOf(marks), startTicks, members: new Map() });
    // Its first processes may have been taken for strangers.
    this.#strangers.clear();
    this.#isDue = true;
  }

  remove(service: string): void {
    this.#households.delete(service);
  }

  /** Costs 5 us. */
  population(): Population {
    const line = this.#buffer.toString('latin1', 0, readSync(this.#loadavg, this.#buffer, 0, this.#buffer.length, 0));
    const [, , , tasks = '', lastPid] = line.split(' ');
    return { tasks: Number(tasks.split('/')[1]), lastPid: Number(lastPid) };
  }

  /** The live processes of the service. */
  of(service: string): Map<number, ProcessStat> {
    const household = this.#households.get(service);
    if (household === undefined) return new Map();
    if (household.watched.cgroup !== null) return statsOf(listCgroup(household.watched.cgroup));
    this.#update();
    const { members } = household;
    const found = statsOf([...members.keys()]);
    for (const [pid, startTicks] of members) {
      const stat = found.get(pid);
      if (stat?.startTicks === startTicks) continue;
      // It has ended; whoever has its number now is to be judged.
      members.delete(pid);
      found.delete(pid);
    }
    return found;
  }

  close(): void {
    closeSync(this.#loadavg);
  }

  #update(): void {
    const { lastPid } = this.population();
    if (performance.now() > this.#forgetAt) {
      this.#strangers.clear();
      this.#forgetAt = performance.now() + FORGET_STRANGERS_AFTER;
    } else if (lastPid === this.#lastPid && !this.#isDue) return;
    const before = this.#lastPid;
    this.#lastPid = lastPid;
    this.#isDue = false;
    const listed = listPids();
    const present = new Set(listed);
    for (const pid of this.#strangers) if (!present.has(pid) || isGiven(pid, before, lastPid)) this.#strangers.delete(pid);
    const households = [...this.#households.values()].filter(({ watched }) => watched.cgroup === null);
    const groups = new Map(households.map((each) => [each, groupOf(each)]));
    for (const pid of listed) {
      if (!this.#strangers.has(pid) && !households.some(({ members }) => members.has(pid))) this.#judge(pid, groups);
    }
  }

  /** `groups`: of each household the number of its program's group and session. */
  #judge(pid: number, groups: ReadonlyMap<Household, number | null>): void {
    const stat = readStat(pid);
    if (!isAlive(stat)) return;
    const households = [...groups.keys()];
    const isRelated = (each: Household) => each.members.has(stat.parent) || [stat.group, stat.session].includes(groups.get(each) ?? -1);
    const home = stat.kernelThread ? undefined : (households.find(isRelated) ?? this.#marked(pid, stat, households));
    if (home === 'unsure') this.#isDue = true;
    else if (home === undefined) this.#strangers.add(pid);
    else home.members.set(pid, stat.startTicks);
  }

  #marked(pid: number, stat: ProcessStat, households: readonly Household[]): Household | 'unsure' | undefined {
    const environment = environmentOf(pid, stat);
    if (environment === null) return undefined;
    if (mayBeInExec(environment, stat)) return 'unsure';
    return households.find(({ needles }) => holds(environment, needles));
  }
}

/** Whether a number was given out after `before` and up to `last`; after the highest comes the lowest again. Pure. */
export function isGiven(pid: number, before: number, last: number): boolean {
  return before <= last ? pid > before && pid <= last : pid > before || pid <= last;
}

/** Null: the program has ended, and its number is a stranger's by now. */
function groupOf({ watched, startTicks }: Household): number | null {
  const now = readStat(watched.pid);
  return now === null || now.startTicks === startTicks ? watched.pid : null;
}

function statsOf(pids: readonly number[]): Map<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>();
  for (const pid of pids) {
    const stat = readStat(pid);
    if (isAlive(stat)) stats.set(pid, stat);
  }
  return stats;
}
