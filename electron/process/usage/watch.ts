/**
 * Looks at what services use: every 10 s for the record, and oftener at those that have a limit. All of it runs on the worker's
 * thread, one look after the other; while no service runs there is no timer.
 */
import type { Limit } from '../../supervisor/policy/event.ts';
import type { UsageSample } from '../../supervisor/ports.ts';
import { Census } from './census.ts';
import { History } from './history.ts';
import { type Look, MemoryLook, ProcessesLook, SampleLook } from './looks.ts';
import { Memory } from './memory.ts';
import type { OverLimit, Watched } from './messages.ts';
import { Processor } from './processor.ts';

export class Watch {
  readonly #tell: (over: OverLimit) => void;
  readonly #census = new Census();
  readonly #history = new History();
  readonly #running = new Map<string, { readonly instance: number; readonly looks: readonly Look[] }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (over: OverLimit) => void) {
    this.#tell = tell;
  }

  begin(watched: Watched): void {
    const { service, instance, cgroup, limits } = watched;
    const now = performance.now();
    const memory = new Memory();
    const find = () => this.#census.of(service);
    const over = (limit: Limit, allowed: number) => (found: number) => this.#tell({ service, instance, limit, found, allowed });
    const keep = (sample: UsageSample) => this.#history.add(service, sample);
    const looks: Look[] = [new SampleLook(now, memory, new Processor(cgroup, now), find, keep)];
    if (limits.memoryBytes !== null) looks.push(new MemoryLook(limits.memoryBytes, memory, find, over('memory', limits.memoryBytes)));
    if (limits.processes !== null) {
      const population = () => this.#census.population();
      looks.push(new ProcessesLook(limits.processes, population, find, over('processes', limits.processes)));
    }
    this.#census.add(watched);
    this.#running.set(service, { instance, looks });
    this.#schedule();
  }

  end(service: string, instance: number): void {
    if (this.#running.get(service)?.instance !== instance) return;
    this.#running.delete(service);
    this.#census.remove(service);
    this.#schedule();
  }

  /** Of the last ten minutes, oldest first. */
  samples(service: string): readonly UsageSample[] {
    return this.#history.of(service, Date.now());
  }

  #looks(): Look[] {
    return [...this.#running.values()].flatMap(({ looks }) => looks);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const dueAt = Math.min(...this.#looks().map((each) => each.dueAt));
    if (dueAt === Number.POSITIVE_INFINITY) return;
    // Timers know whole milliseconds: one that is a little early would find nothing to do.
    this.#timer = setTimeout(() => this.#turn(), Math.max(0, Math.ceil(dueAt - performance.now())));
  }

  #turn(): void {
    for (const each of this.#looks()) {
      const now = performance.now();
      if (each.dueAt <= now) each.look(now);
    }
    this.#schedule();
  }
}
