/** What outlived the last supervisor: budget and standing, as far as they can be read. */
import { monotonicMs } from '../platform/clock.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import { loadBudget } from '../store/budget-file.ts';
import type { Damage } from '../store/kept-file.ts';
import { loadStanding } from '../store/standing-file.ts';
import type { BudgetState, Standing } from './policy/state.ts';

type Note = (level: 'warning' | 'error', text: string) => void;

export async function remembered(
  paths: ExhibitPaths,
  mostReboots: number,
  boot: string,
  note: Note,
): Promise<{ readonly budget: BudgetState; readonly standing: Standing | null }> {
  const damaged = ({ path, movedTo, reason }: Damage) => note('error', `${path} was damaged (${reason}): moved to ${movedTo} and replaced`);
  const budget = await loadBudget(paths.budget, mostReboots, damaged);
  if (!budget.ok) note('error', `the reboot budget cannot be read, so there is no automatic reboot: ${budget.reason}`);
  const standing = await loadStanding(paths.standing, boot, damaged);
  if (!standing.ok) note('error', `what people and the ladder decided before cannot be read: ${standing.reason}`);
  return {
    budget: budget.ok ? { known: true, budget: budget.value, countedAt: monotonicMs() } : { known: false, reason: budget.reason },
    standing: standing.ok ? standing.value : null,
  };
}
