/**
 * What is looked at of one service again and again, each at its own pace. A limit is looked at the oftener the nearer it is, and
 * one that is crossed is told at each look. A look at how many processes there are costs 5 us as long as the whole machine has not
 * many more than at the last count. Looks fall on the same points of time, those for the record on whole tens of seconds, so that the
 * thread wakes up once for all services.
 */
import { readdirSync, statSync } from 'node:fs';
import type { UsageSample } from '../../supervisor/ports.ts';
import { unlessGone } from '../errors.ts';
import type { ProcessStat } from '../proc.ts';
import type { Population } from './census.ts';
import type { Memory } from './memory.ts';
import type { Processor } from './processor.ts';

export interface Look {
  /** When it is due, in milliseconds of `performance.now()`. */
  readonly dueAt: number;
  look(now: number): void;
}

/** The live processes of the service. */
type FindProcesses = () => ReadonlyMap<number, ProcessStat>;
type Over = (found: number) => void;

const SAMPLE_EVERY_MS = 10_000;
const MEMORY_EVERY_MS = { far: 1000, near: 250 };
const PROCESSES_EVERY_MS = { far: 1000, near: 100 };
const PEEK_EVERY_MS = 250;
const GRID_MS = 50;

const every = ({ far, near }: { readonly far: number; readonly near: number }, found: number, allowed: number) =>
  found > allowed / 2 ? near : far;
const after = (now: number, pauseMs: number, gridMs = GRID_MS) => Math.round((now + pauseMs) / gridMs) * gridMs;

export class MemoryLook implements Look {
  dueAt = 0;
  readonly #allowed: number;
  readonly #memory: Memory;
  readonly #find: FindProcesses;
  readonly #over: Over;

  constructor(allowed: number, memory: Memory, find: FindProcesses, over: Over) {
    this.#allowed = allowed;
    this.#memory = memory;
    this.#find = find;
    this.#over = over;
  }

  look(now: number): void {
    const processes = this.#find();
    const most = this.#memory.atMost(processes);
    const found = most > this.#allowed ? this.#memory.read(processes, now) : most;
    if (found > this.#allowed) this.#over(found);
    this.dueAt = after(now, every(MEMORY_EVERY_MS, found, this.#allowed));
  }
}

export class ProcessesLook implements Look {
  dueAt = 0;
  readonly #allowed: number;
  readonly #population: () => Population;
  readonly #find: FindProcesses;
  readonly #over: Over;
  /** The last count: when the next has to be, what it was, and how many tasks the machine had. */
  #last = { againAt: 0, found: 0, tasks: 0 };

  constructor(allowed: number, population: () => Population, find: FindProcesses, over: Over) {
    this.#allowed = allowed;
    this.#population = population;
    this.#find = find;
    this.#over = over;
  }

  look(now: number): void {
    const { tasks } = this.#population();
    const most = this.#last.found + Math.max(0, tasks - this.#last.tasks);
    if (now >= this.#last.againAt || most > this.#allowed / 2) {
      const found = this.#find().size;
      if (found > this.#allowed) this.#over(found);
      this.#last = { againAt: after(now, every(PROCESSES_EVERY_MS, found, this.#allowed)), found, tasks };
    }
    this.dueAt = Math.min(this.#last.againAt, after(now, PEEK_EVERY_MS));
  }
}

export class SampleLook implements Look {
  dueAt: number;
  readonly #memory: Memory;
  readonly #processor: Processor;
  readonly #find: FindProcesses;
  readonly #keep: (sample: UsageSample) => void;

  constructor(now: number, memory: Memory, processor: Processor, find: FindProcesses, keep: (sample: UsageSample) => void) {
    this.dueAt = after(now, SAMPLE_EVERY_MS, SAMPLE_EVERY_MS);
    this.#memory = memory;
    this.#processor = processor;
    this.#find = find;
    this.#keep = keep;
  }

  look(now: number): void {
    this.dueAt = after(now, SAMPLE_EVERY_MS, SAMPLE_EVERY_MS);
    const processes = this.#find();
    if (processes.size === 0) return;
    this.#keep({
      at: Date.now(),
      memoryBytes: Math.round(this.#memory.recent(processes, now)),
      cpuPercent: this.#processor.percent(processes, now),
      processes: processes.size,
      openFiles: [...processes.keys()].reduce((sum, pid) => sum + openFiles(pid), 0),
    });
  }
}

/** 0: not ours to see. */
function openFiles(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  // Since Linux 6.2 the size of the folder is their number.
  const size = unlessGone(() => statSync(folder).size) ?? 0;
  return size > 0 ? size : (unlessGone(() => readdirSync(folder).length) ?? 0);
}
