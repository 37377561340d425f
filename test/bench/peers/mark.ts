/**
 * What a peer started is known by two marks in the environment: one of the peer's folder, which everything under it inherits, and
 * one that only its children get. So supervisors and children are told apart for all peers in the same way, and nothing is ended
 * that was not started here.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../../electron/platform/clock.ts';
import { send } from '../../../electron/process/containment.ts';
import { findMarked } from '../../../electron/process/marked.ts';

const PEER = 'BENCH_PEER';
const CHILD = 'BENCH_CHILD';
/** What was sent SIGKILL is gone by then, on whatever machine. */
const GONE_WITHIN_MS = 10_000;
const LOOK_MS = 10;

/** For the environment of a peer. */
export const markOfPeer = (folder: string) => ({ [PEER]: folder });

/** For the environment of every child, beside the peer's. */
export const MARK_OF_CHILD = { [CHILD]: 'yes' };

function everything(folder: string): number[] {
  return [...findMarked([`${PEER}=${folder}`])];
}

/** The processes of the peer in this folder that are none of its children. */
export function supervisors(folder: string): number[] {
  const all = everything(folder);
  // After the others: one that turns into a child meanwhile is a child.
  const children = new Set(findMarked([`${PEER}=${folder}`, `${CHILD}=yes`]));
  return all.filter((pid) => !children.has(pid));
}

/** Ends all of it, supervisors first, so that they restart nothing. Throws when something is left. */
export async function endMarked(folder: string): Promise<void> {
  for (const pid of supervisors(folder)) send(pid, 'SIGKILL');
  const deadline = monotonicMs() + GONE_WITHIN_MS;
  for (;;) {
    const left = everything(folder);
    if (left.length === 0) return;
    if (monotonicMs() > deadline) throw new Error(`left of the peer in ${folder}, and not to be ended: ${left.join(' ')}`);
    for (const pid of left) send(pid, 'SIGKILL');
    await sleep(LOOK_MS);
  }
}
