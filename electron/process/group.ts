/**
 * Containment without a cgroup. Each process that the supervisor starts leads a session and a process group of its own and
 * carries the instance's marks in its environment; the guard (`guard.ts`) knows the groups. What leaves its group is found by the
 * marks, what drops the marks by its group, session or parent (`marked.ts`); what has left all of them is not promised.
 *
 * The number of a group is its leader's pid. The kernel gives it to nobody else while the group or the session has members. Once
 * the leader has been reaped, a process of that pid is therefore a stranger and the group is over.
 *
 * A kill reaches the known groups and their families at once, within 0.1 ms: an ordinary service has no others, and whoever waits
 * for its end need not wait for a search. Then those in other groups are searched for. Against processes that multiply SIGKILL wins
 * because all of these are stopped first: what is stopped neither forks nor notices that its neighbours end. One signal to a group
 * reaches all of it at once, also a child that is just being made; those in other groups are stopped as they are found, until a
 * look finds nobody new.
 */
import { type Birth, lowestDescendant } from './birth.ts';
import { type Containment, send } from './containment.ts';
import type { Guard } from './guard.ts';
import { areStrangers, findMembers } from './marked.ts';
import { familyOf, readStat } from './proc.ts';
import type { Reapers } from './reapers.ts';

/** A kill takes no more of the loop at once; what it has not reached by then is left to the next. */
const LONGEST_TURN_MS = 10;
/**
 * But so many are reached in each, some 30 us for one: where thousands live the list of them alone takes longer than a turn, and one
 * by one they would not be ended before they are told as something that does not die.
 */
const LEAST_REACHED = 300;

export interface GroupOptions {
  readonly marks: readonly string[];
  readonly guard: Guard;
  readonly reapers: Reapers;
  /** The program that has the kernel kill a child when the supervisor dies (`setpriv`); null: the machine has none. */
  readonly parentDeath: string | null;
  /** A process of the instance cannot be signalled. */
  readonly refused: (pid: number) => void;
}

export function groupContainment({ marks, guard, reapers, parentDeath, refused }: GroupOptions): Containment {
  /** Each group's number, and whether its leader has been reaped. */
  const groups = new Map<number, { leaderReaped: boolean }>();
  /** Of the instance's first process. */
  let birth: Birth | null = null;
  /** Where the next kill goes on, when the last one's turn was over before it had reached everybody. */
  let resumeAt: number | null = null;

  const drop = (group: number) => {
    groups.delete(group);
    guard.remove(group);
  };
  const dropStrangers = () => {
    for (const [group, { leaderReaped }] of groups) if (leaderReaped && readStat(group) !== null) drop(group);
  };
  const kin = (from = birth === null ? 0 : lowestDescendant(birth)) => {
    dropStrangers();
    return { marks, groups, from };
  };
  const search = (from?: number) => findMembers(kin(from));
  const signal = (target: number, name: NodeJS.Signals) => send(target, name, () => refused(Math.abs(target)));

  return {
    cgroup: null,
    wrap(command) {
      return parentDeath === null ? command : [parentDeath, '--pdeathsig', 'KILL', '--', ...command];
    },
    joins: false,
    entered(leader, born) {
      groups.set(leader, { leaderReaped: false });
      guard.add(leader);
      birth ??= born;
    },
    left(leader) {
      groups.set(leader, { leaderReaped: true });
    },
    alive() {
      const known = kin();
      // Something is left only if somebody's parent has ended: mostly nobody's has, and nobody else need be looked at.
      const orphans = reapers.children()?.filter((pid) => pid >= known.from);
      if ((orphans === undefined || !areStrangers(orphans, known)) && !findMembers(known).next().done) return true;
      for (const [group, { leaderReaped }] of groups) if (leaderReaped) drop(group);
      return false;
    },
    members() {
      return Array.from(search(), ({ pid }) => pid);
    },
    signal(name) {
      const members = search();
      for (const group of groups.keys()) signal(-group, name);
      // Those in a known group have had it already.
      for (const { pid, stat } of members) if (!groups.has(stat.group)) signal(pid, name);
    },
    kill() {
      const endMs = performance.now() + LONGEST_TURN_MS;
      const wholeRound = resumeAt === null;
      // Some are known by their parents alone, and only as long as these live.
      dropStrangers();
      const families = Array.from(groups, ([leader, { leaderReaped }]) => (leaderReaped ? [] : familyOf(leader))).flat();
      for (const group of groups.keys()) signal(-group, 'SIGKILL');
      for (const pid of families) if (!groups.has(pid)) signal(pid, 'SIGKILL');
      const members = search(resumeAt ?? undefined);
      resumeAt = null;
      const others: number[] = [];
      let reached = 0;
      for (const { pid, stat } of members) {
        if (!groups.has(stat.group)) {
          send(pid, 'SIGSTOP');
          others.push(pid);
        }
        reached += 1;
        if (reached < LEAST_REACHED || performance.now() < endMs) continue;
        resumeAt = pid + 1;
        break;
      }
      for (const pid of others) signal(pid, 'SIGKILL');
      return wholeRound && resumeAt === null;
    },
    outOfMemory() {
      return null;
    },
    release() {
      for (const group of groups.keys()) drop(group);
    },
  };
}
