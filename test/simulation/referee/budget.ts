/**
 * The reboot budget, counted again from outside: uptime that supervisors saw themselves, what was written and acknowledged, and
 * when the machine was really asked to restart.
 */
import type { Budget, BudgetState, State } from '../../../electron/supervisor/policy/state.ts';
import { Violation } from './violation.ts';

export class BudgetBook {
  /** Supervised uptime over all boots, and at which of it reboots were asked for. */
  #uptime = 0;
  #asked: number[] = [];
  #known: Budget | null = null;
  #countedAt = 0;
  #lastAt = 0;
  /** On its way to the disk; and the last that the disk has. */
  #writing: Budget[] = [];
  #onDisk: Budget | null = null;
  failed = false;

  begins(budget: BudgetState, at: number): void {
    this.#known = budget.known ? budget.budget : null;
    this.#countedAt = this.#lastAt = at;
    this.#writing = [];
    this.#onDisk = null;
    this.failed = false;
  }

  pass(at: number): void {
    this.#uptime += at - this.#lastAt;
    this.#lastAt = at;
  }

  get known(): boolean {
    return this.#known !== null;
  }

  #counted(at: number): number {
    return (this.#known?.uptimeMs ?? 0) + at - this.#countedAt;
  }

  saving(budget: Budget, at: number): void {
    if (this.#known === null) throw new Violation('budget', 'written although it could not be read');
    if (Math.abs(budget.uptimeMs - this.#counted(at)) > 1) {
      throw new Violation('budget', `counts ${budget.uptimeMs} ms of uptime, it was ${this.#counted(at)}`);
    }
    this.#writing.push(budget);
  }

  saved(ok: boolean): void {
    const budget = this.#writing.shift();
    this.failed = !ok;
    if (ok && budget !== undefined) this.#onDisk = budget;
  }

  /** The machine said no: nothing was spent. */
  refused(): void {
    this.#asked.pop();
  }

  /** How many reboots the window holds now, by what the policy may know. */
  spent(at: number, withinMs: number): number {
    const entries = this.#onDisk?.reboots ?? this.#known?.reboots ?? [];
    return entries.filter((entry) => this.#counted(at) - entry < withinMs).length;
  }

  reboots(at: number, state: State): void {
    const { reboots } = state.plan;
    if (!state.rebootPermitted.ok) throw new Violation('reboot', 'not permitted');
    if (this.#known === null) throw new Violation('reboot', 'the budget is not known');
    const newest = this.#onDisk?.reboots.at(-1);
    if (newest === undefined || this.#counted(at) - newest > 120_000) throw new Violation('reboot', 'not in the budget on the disk');
    if (this.spent(at, reboots.withinMs) > reboots.max) throw new Violation('reboot', 'more than the budget holds');
    this.#asked = this.#asked.filter((time) => this.#uptime - time < reboots.withinMs);
    this.#asked.push(this.#uptime);
    if (this.#asked.length > reboots.max) throw new Violation('reboot', `${this.#asked.length} within the window of ${reboots.max}`);
  }
}
