/** The processor time of a service. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlessGone } from '../errors.ts';
import type { ProcessStat } from '../proc.ts';

/** The unit of /proc/PID/stat: hundredths of a second, whatever the kernel's own clock runs at. */
const MS_PER_TICK = 10;

export class Processor {
  readonly #cgroup: string | null;
  #lastMs: number;
  #lastAt: number;

  /** From `nowMs` on. */
  constructor(cgroup: string | null, nowMs: number) {
    this.#cgroup = cgroup;
    this.#lastAt = nowMs;
    this.#lastMs = cgroup === null ? 0 : usedByCgroup(cgroup);
  }

  /** Since the last call; 100: one core. */
  percent(processes: ReadonlyMap<number, ProcessStat>, nowMs: number): number {
    const used = this.#cgroup === null ? usedBy(processes) : usedByCgroup(this.#cgroup);
    // A process whose end no other one has waited for takes what it used with it: the sum goes back.
    const percent = (Math.max(0, used - this.#lastMs) / (nowMs - this.#lastAt)) * 100;
    this.#lastMs = used;
    this.#lastAt = nowMs;
    return percent;
  }
}

/** Children that have ended are in their parents' figures. */
function usedBy(processes: ReadonlyMap<number, ProcessStat>): number {
  let ticks = 0;
  for (const { cpuTicks } of processes.values()) ticks += cpuTicks;
  return ticks * MS_PER_TICK;
}

function usedByCgroup(folder: string): number {
  const text = unlessGone(() => readFileSync(join(folder, 'cpu.stat'), 'latin1')) ?? '';
  return Number(/^usage_usec (\d+)$/m.exec(text)?.[1] ?? 0) / 1000;
}
