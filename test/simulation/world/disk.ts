/** What survives the supervisor, and how the disk and the machine's power answer just now. */
import type { Budget, BudgetState, Standing } from '../../../electron/supervisor/policy/state.ts';

export class Disk {
  budget: Budget = { uptimeMs: 0, reboots: [] };
  standing: Standing | null = null;
  unwritableUntil = 0;
  unreadableUntil = 0;

  /** True when it was written. */
  write(budget: Budget, now: number): boolean {
    if (now < this.unwritableUntil) return false;
    this.budget = budget;
    return true;
  }

  read(now: number, monotonic: number): BudgetState {
    if (now < this.unreadableUntil) return { known: false, reason: 'input/output error' };
    return { known: true, budget: this.budget, countedAt: monotonic };
  }

  /** A boot makes what a person did for the moment void. */
  boot(): void {
    if (this.standing !== null) this.standing = { ...this.standing, pause: null, held: [] };
  }
}
