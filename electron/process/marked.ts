/**
 * Finds processes by what their environment holds: the mark that a program passes on however it forks, and cannot lose
 * without meaning to. One search costs about 1 ms for 100 processes of the user, and is made only at an end.
 *
 * A search must not miss a process that moves while it looks:
 * - One that forks and ends between listing and reading leaves a child that was not listed: the list is read again, until
 *   nothing new is in it.
 * - One in the midst of an exec shows an empty environment for some microseconds: such ones are looked at again.
 */
import { statSync } from 'node:fs';
import { uptime } from 'node:os';
import { isAlive, listPids, readEnvironment, readStat } from './proc.ts';

/** More rounds than any machine needs whose processes do not multiply faster than they can be read. */
const MOST_ROUNDS = 10;
/** Who is younger than this and has an empty environment may be in an exec; who is older just has none. */
const EXEC_WITHIN_SECONDS = 1;
const EXEC_LOOKS = 3;
const EXEC_PAUSE_MS = 1;

const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Pids of live processes of this user whose environment holds all `records` (`NAME=value`), each yielded as soon as it is found,
 * so that the caller can signal it before it has moved on. This process itself is never one of them. `from`: the lowest pid that
 * such a process can have.
 */
export function* findMarked(records: readonly string[], from = 0): Generator<number> {
  const needles = records.map((record) => Buffer.from(`\0${record}\0`));
  const holds = (pid: number) => {
    const environment = readEnvironment(pid);
    return { empty: environment?.length === 1, marked: environment !== null && needles.every((needle) => environment.includes(needle)) };
  };
  const user = process.getuid?.();
  const seen = new Set([process.pid]);
  const inExec: number[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fresh = listPids().filter((pid) => pid >= from && !seen.has(pid));
    if (fresh.length === 0) break;
    for (const pid of fresh) {
      seen.add(pid);
      if (statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid !== user) continue;
      const { empty, marked } = holds(pid);
      if (marked) yield pid;
      else if (empty && mayBeInExec(pid)) inExec.push(pid);
    }
  }
  for (let look = 0; look < EXEC_LOOKS && inExec.length > 0; look++) {
    Atomics.wait(pause, 0, 0, EXEC_PAUSE_MS);
    for (const pid of inExec.splice(0)) {
      const { empty, marked } = holds(pid);
      if (marked) yield pid;
      else if (empty && mayBeInExec(pid)) inExec.push(pid);
    }
  }
}

function mayBeInExec(pid: number): boolean {
  const stat = readStat(pid);
  return isAlive(stat) && !stat.kernelThread && uptime() - stat.startTicks / 100 < EXEC_WITHIN_SECONDS;
}
