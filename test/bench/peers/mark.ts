/**
 * What a peer started is known by two marks in the environment: one of the peer's folder, which everything under it inherits, and
 * one that only its children get. So supervisors and children are told apart for all peers in the same way, and nothing is ended
 * that was not started here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { attempt } from '../../../electron/platform/attempt.ts';
import { monotonicMs } from '../../../electron/platform/clock.ts';
import { send } from '../../../electron/process/containment.ts';

const PEER = 'BENCH_PEER';
const CHILD = 'BENCH_CHILD';
/** What was sent SIGKILL is gone by then, on whatever machine. */
const GONE_WITHIN_MS = 10_000;
const LOOK_MS = 10;
/** One in the midst of an exec shows no environment for a moment: nothing is left when nothing was seen so often. */
const EMPTY_LOOKS = 3;

/** For the environment of a peer. */
export const markOfPeer = (folder: string) => ({ [PEER]: folder });

/** For the environment of every child, beside the peer's. */
export const MARK_OF_CHILD = { [CHILD]: 'yes' };

/** Processes whose environment holds the mark of the peer in this folder, and all of the further ones (`NAME=value`). */
export function marked(folder: string, ...further: readonly string[]): number[] {
  const wanted = [`${PEER}=${folder}`, ...further];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      const records = environmentOf(pid);
      return wanted.every((record) => records.includes(record));
    })
    .map(Number);
}

/** Empty: it has ended meanwhile, or is not ours to read. */
const environmentOf = (pid: string) => attempt(() => readFileSync(`/proc/${pid}/environ`, 'latin1'))?.split('\0') ?? [];

/** The processes of the peer in this folder that are none of its children. */
export function supervisors(folder: string): number[] {
  const all = marked(folder);
  // After the others: one that turns into a child meanwhile is a child.
  const children = new Set(marked(folder, `${CHILD}=yes`));
  return all.filter((pid) => !children.has(pid));
}

/** Ends all of it, supervisors first, so that they restart nothing. Throws when something is left. */
export async function endMarked(folder: string): Promise<void> {
  for (const pid of supervisors(folder)) send(pid, 'SIGKILL');
  const deadline = monotonicMs() + GONE_WITHIN_MS;
  for (let empty = 0; empty < EMPTY_LOOKS; await sleep(LOOK_MS)) {
    const left = marked(folder);
    empty = left.length === 0 ? empty + 1 : 0;
    if (monotonicMs() > deadline) throw new Error(`left of the peer in ${folder}, and not to be ended: ${left.join(' ')}`);
    for (const pid of left) send(pid, 'SIGKILL');
  }
}
