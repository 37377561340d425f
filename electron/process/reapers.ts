/**
 * Who is given the children of a process that ends: the nearest of its ancestors that asked for it (a subreaper, such as a user's systemd), or the
 * first process of the machine or container (prctl(2), PR_SET_CHILD_SUBREAPER). For all that this process has started these are its own
 * ancestors. So something of a service outlives it only where one of them has got a child: that is read in a tenth of the time
 * in which all processes are.
 */
import { pidsIn, readChildren, readStat } from './proc.ts';

/** The kernel fills one page at a time: a longer list would be in parts, between which it may have changed. */
const LONGEST_LIST = 4000;

export class Reapers {
  readonly #pids: readonly number[];

  constructor() {
    const pids = new Set<number>();
    // The parent of the first process is 0; it may be that of others too, which somebody outside of a container has put into it.
    for (let pid = process.pid; pid > 0 && !pids.has(pid); pid = readStat(pid)?.parent ?? 0) pids.add(pid);
    this.#pids = [...pids.add(1)];
  }

  /**
   * The children of them all, as they are now; null: they cannot be told for sure. The kernel may pass over a child when the one before it in
   * the list is just being collected (fs/proc/array.c), and that one is then missing in a second reading.
   */
  children(): number[] | null {
    const lists = this.#read();
    if (lists === null || !same(lists, this.#read())) return null;
    return lists.flatMap(pidsIn);
  }

  #read(): readonly string[] | null {
    const lists: string[] = [];
    for (const pid of this.#pids) {
      const list = readChildren(pid);
      if (list !== null && list.length < LONGEST_LIST) lists.push(list);
      // An ancestor that has ended has no children; the first process is there as long as anybody, if it may be seen.
      else if (list !== null || pid === 1 || readStat(pid) !== null) return null;
    }
    return lists;
  }
}

const same = (some: readonly string[], others: readonly string[] | null) => some.join('\n') === others?.join('\n');
