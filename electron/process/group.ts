/**
 * Containment without a cgroup. Each process that the supervisor starts leads a process group of its own and carries the
 * instance's marks in its environment; the guard (`guard.ts`) knows the groups. What leaves its group is found by the marks,
 * what drops the marks by its group; what does both is not promised.
 *
 * The number of a group is its leader's pid. The kernel gives it to nobody else while the group has members. Once the leader has
 * been reaped, a process of that pid is therefore a stranger and the group is over.
 */
import { type Birth, birthOf, lowestDescendant } from './birth.ts';
import { type Containment, send } from './containment.ts';
import type { Guard } from './guard.ts';
import { findMarked } from './marked.ts';
import { isAlive, listPids, readStat } from './proc.ts';

/** `parentDeath`: the program that has the kernel kill a child when the supervisor dies (`setpriv`); null: the machine has none. */
export function groupContainment(marks: readonly string[], guard: Guard, parentDeath: string | null): Containment {
  /** Each group's number, and whether its leader has been reaped. */
  const groups = new Map<number, { leaderReaped: boolean }>();
  /** Of the instance's first process. */
  let birth: Birth | null = null;
  const marked = () => findMarked(marks, birth === null ? 0 : lowestDescendant(birth));

  const drop = (group: number) => {
    groups.delete(group);
    guard.remove(group);
  };
  const dropStrangers = () => {
    for (const [group, { leaderReaped }] of groups) if (leaderReaped && readStat(group) !== null) drop(group);
  };

  return {
    wrap(command) {
      return parentDeath === null ? command : [parentDeath, '--pdeathsig', 'KILL', '--', ...command];
    },
    entered(leader) {
      groups.set(leader, { leaderReaped: false });
      guard.add(leader);
      birth ??= birthOf(leader);
    },
    left(leader) {
      groups.set(leader, { leaderReaped: true });
    },
    alive() {
      dropStrangers();
      for (const [group, { leaderReaped }] of groups) {
        if (groupLives(group)) return true;
        if (leaderReaped) drop(group);
      }
      return !marked().next().done;
    },
    signal(signal) {
      dropStrangers();
      for (const group of groups.keys()) send(-group, signal);
      for (const pid of marked()) {
        // Those in a known group have had it already.
        if (!groups.has(readStat(pid)?.group ?? pid)) send(pid, signal);
      }
    },
    release() {
      for (const group of groups.keys()) drop(group);
    },
  };
}

/** Asking the kernel is cheap but counts zombies too; only then each process is looked at. */
function groupLives(group: number): boolean {
  if (!send(-group, 0)) return false;
  return listPids().some((pid) => {
    const stat = readStat(pid);
    return stat?.group === group && isAlive(stat);
  });
}
