/**
 * Finds the processes of an instance: by the mark in their environment, which a program passes on however it forks and cannot
 * lose without meaning to; by their group or session; and by their parent, if that is one of them. Lost is only what has left all
 * three: its session, its environment, and a parent that still lives. One search takes about 1 ms for 100 processes, and is made
 * only at an end.
 *
 * A search must not miss a process that moves while it looks:
 * - One that forks and ends between listing and reading leaves a child that was not listed: where one had ended, or was found, the
 *   list is read again, until nothing new is in it.
 * - One in the midst of an exec shows an empty environment for some microseconds: such ones are looked at again.
 */
import { uptime } from 'node:os';
import { isAlive, listPids, type ProcessStat, readEnvironment, readEnvironmentOfOthers, readStat } from './proc.ts';

/** How the processes of an instance are known. */
export interface Kin {
  /** `NAME=value`, all of them in the environment. */
  readonly marks: readonly string[];
  /** Numbers of process groups and sessions. */
  readonly groups: { has(group: number): boolean };
  /** The lowest pid that such a process can have. */
  readonly from: number;
}

export interface Member {
  readonly pid: number;
  readonly stat: ProcessStat;
}

/** A list is read again at most so often: else the search would not end while the machine's processes multiply. */
const MOST_ROUNDS = 10;
/** Who is younger than this and has an empty environment may be in an exec; who is older just has none. */
const EXEC_WITHIN_SECONDS = 1;
const EXEC_LOOKS = 3;
const EXEC_PAUSE_MS = 1;

const pause = new Int32Array(new SharedArrayBuffer(4));
const NO_GROUPS: ReadonlySet<number> = new Set();

/** Pids of live processes whose environment holds all `records` (`NAME=value`), and of their children. */
export function* findMarked(records: readonly string[]): Generator<number> {
  for (const { pid } of findMembers({ marks: records, groups: NO_GROUPS, from: 0 })) yield pid;
}

/**
 * Live processes, each yielded as soon as it is found, so that the caller can signal it before it has moved on. This process
 * itself is never one of them.
 */
export function* findMembers({ marks, groups, from }: Kin): Generator<Member> {
  const needles = needlesOf(marks);
  const members = new Set<number>();
  const seen = new Set([process.pid]);
  const unsure: number[] = [];
  /** Somebody may have been made that the list did not have. */
  let moved = true;

  function judge(pid: number): ProcessStat | null {
    const stat = readStat(pid);
    if (!isAlive(stat)) moved = true;
    if (!isAlive(stat) || stat.kernelThread) return null;
    if (!members.has(stat.parent) && !groups.has(stat.group) && !groups.has(stat.session)) {
      const environment = environmentOf(pid, stat);
      if (environment !== null && mayBeInExec(environment, stat)) unsure.push(pid);
      if (environment === null || !holds(environment, needles)) return null;
    }
    members.add(pid);
    moved = true;
    return stat;
  }

  for (let round = 0; round < MOST_ROUNDS && moved; round++) {
    moved = false;
    const fresh = listPids().filter((pid) => pid >= from && !seen.has(pid));
    if (fresh.length === 0) break;
    for (const pid of fresh) {
      seen.add(pid);
      const stat = judge(pid);
      if (stat !== null) yield { pid, stat };
    }
  }
  for (let look = 0; look < EXEC_LOOKS && unsure.length > 0; look++) {
    Atomics.wait(pause, 0, 0, EXEC_PAUSE_MS);
    for (const pid of unsure.splice(0)) {
      const stat = judge(pid);
      if (stat !== null) yield { pid, stat };
    }
  }
}

/** Whether each of these processes is surely none of them. Who has just ended may have left somebody, and who cannot be seen may be one. */
export function areStrangers(pids: readonly number[], { marks, groups }: Kin): boolean {
  const needles = needlesOf(marks);
  return pids.every((pid) => {
    const stat = readStat(pid);
    if (!isAlive(stat) || groups.has(stat.group) || groups.has(stat.session)) return false;
    const environment = environmentOf(pid, stat);
    return environment !== null && !mayBeInExec(environment, stat) && !holds(environment, needles);
  });
}

/** What an environment holds when it has all of the marks. */
export function needlesOf(marks: readonly string[]): readonly Buffer[] {
  return marks.map((mark) => Buffer.from(`\0${mark}\0`));
}

export function holds(environment: Buffer, needles: readonly Buffer[]): boolean {
  return needles.every((needle) => environment.includes(needle));
}

/** Of a live process; null: not ours to read. Overwritten by the next call. */
export function environmentOf(pid: number, stat: ProcessStat): Buffer | null {
  return stat.state === 'Z' ? readEnvironmentOfOthers(pid) : readEnvironment(pid);
}

/** An empty environment that may soon be another. */
export function mayBeInExec(environment: Buffer, stat: ProcessStat): boolean {
  return environment.length === 1 && !stat.exiting && uptime() - stat.startTicks / 100 < EXEC_WITHIN_SECONDS;
}
