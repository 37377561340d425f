/**
 * The memory of a service: the PSS of all its processes. The kernel adds up all mappings of a process for each answer, 0.05 ms for
 * a small program, 0.7 ms for Node, several for a browser; resident memory (RSS) is at hand in /proc/PID/stat. So PSS is read
 * seldom, and in between it is known how far it can have moved:
 *
 * - What the processes share among themselves counts once, whoever holds it. So the sum cannot have grown by more than the RSS of
 *   each process has, and that of a new one, counts. This is `atMost`, with which a limit is watched.
 * - Mostly it has moved as the sum of RSS has, also where one process took the place of another (a script's `sleep`). This is
 *   `recent`, for the record.
 */
import { pssBytes } from '../../platform/pss.ts';
import { PAGE_BYTES, type ProcessStat } from '../proc.ts';

/** For the record it is read again after five minutes, or when the sum of RSS has moved by an eighth. */
const READ_AGAIN_AFTER_MS = 300_000;
const READ_AGAIN_MOVED = 1 / 8;

type Processes = ReadonlyMap<number, ProcessStat>;

interface Reading {
  readonly pss: number;
  readonly at: number;
  /** Of each process, in bytes. */
  readonly rss: ReadonlyMap<number, number>;
}

export class Memory {
  readonly #readPss: (pid: number) => number | null;
  #last: Reading = { pss: 0, at: Number.NEGATIVE_INFINITY, rss: new Map() };

  constructor(readPss: (pid: number) => number | null = pssBytes) {
    this.#readPss = readPss;
  }

  /** The sum is not above this, in bytes. */
  atMost(processes: Processes): number {
    let most = this.#last.pss;
    for (const [pid, rss] of residentBytes(processes)) most += Math.max(0, rss - (this.#last.rss.get(pid) ?? 0));
    return most;
  }

  /** The sum now, read. Of a process that is not ours to look into its RSS counts. */
  read(processes: Processes, nowMs: number): number {
    const rss = residentBytes(processes);
    let pss = 0;
    for (const [pid, bytes] of rss) pss += this.#readPss(pid) ?? bytes;
    this.#last = { pss, at: nowMs, rss };
    return pss;
  }

  /** The sum, read a short time ago and moved on, or read. */
  recent(processes: Processes, nowMs: number): number {
    const { pss, at, rss } = this.#last;
    const now = residentBytes(processes);
    const moved = sum(now) - sum(rss);
    const isOld = nowMs - at > READ_AGAIN_AFTER_MS;
    if (now.size !== rss.size || isOld || Math.abs(moved) > sum(rss) * READ_AGAIN_MOVED) return this.read(processes, nowMs);
    return Math.max(0, pss + moved);
  }
}

function residentBytes(processes: Processes): Map<number, number> {
  return new Map([...processes].map(([pid, { residentPages }]) => [pid, residentPages * PAGE_BYTES]));
}

function sum(bytes: ReadonlyMap<number, number>): number {
  return [...bytes.values()].reduce((total, each) => total + each, 0);
}
