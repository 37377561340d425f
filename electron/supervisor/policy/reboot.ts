/**
 * The reboot rung and its budget. The budget is on disk before the machine is asked to reboot; its entries expire by uptime
 * that supervisors counted themselves. Unknown, spent, unwritable or not permitted: no reboot, and people are told why.
 */
import { BUDGET_PATIENCE_MS, BUDGET_SAVE_MS, REBOOT_PATIENCE_MS } from './constants.ts';
import type { Budget, State } from './state.ts';
import { emit, find, isIn, put, type Turn, tell } from './turn.ts';

/** The budget as it stands at `at`: uptime counted on, entries that still count. Null: not known. */
export function budgetAt(state: State, at: number): Budget | null {
  if (!state.budget.known) return null;
  const { budget, countedAt } = state.budget;
  const uptimeMs = budget.uptimeMs + Math.max(0, at - countedAt);
  return { uptimeMs, reboots: budget.reboots.filter((reboot) => reboot > uptimeMs - state.plan.reboots.withinMs) };
}

/** How many reboots the ladder may still spend; null: the budget is not known. */
export function rebootsLeft(state: State, at: number): number | null {
  const budget = budgetAt(state, at);
  return budget === null ? null : Math.max(0, state.plan.reboots.max - budget.reboots.length);
}

/** Why the ladder must not reboot now; null: it may. */
export function rebootRefusal(state: State, at: number): string | null {
  if (!state.rebootPermitted.ok) return state.rebootPermitted.reason;
  if (!state.budget.known) return `the reboot budget cannot be used: ${state.budget.reason}`;
  const { max, withinMs } = state.plan.reboots;
  if (rebootsLeft(state, at) === 0) return `the budget of ${max} reboots within ${Math.round(withinMs / 3_600_000)} h is spent`;
  return null;
}

/** Hands the budget out to be written. */
export function saveBudget(turn: Turn): void {
  const budget = budgetAt(turn.state, turn.at);
  if (budget === null) return;
  const budgetSaveAt = budget.reboots.length > 0 ? turn.at + BUDGET_SAVE_MS : null;
  turn.state = {
    ...turn.state,
    budget: { known: true, budget, countedAt: turn.at },
    budgetWrites: turn.state.budgetWrites + 1,
    budgetSaveAt,
  };
  emit(turn, { type: 'save-budget', budget });
}

/** First half of the rung: the reboot is entered and written. The asker waits. */
export function recordReboot(turn: Turn, asker: string): void {
  const budget = budgetAt(turn.state, turn.at);
  if (budget === null) return;
  const spent: Budget = { uptimeMs: budget.uptimeMs, reboots: [...budget.reboots, budget.uptimeMs] };
  turn.state = {
    ...turn.state,
    budget: { known: true, budget: spent, countedAt: turn.at },
    reboot: { phase: 'recording', asker, deadline: turn.at + BUDGET_PATIENCE_MS },
  };
  const service = find(turn.state, asker);
  if (service !== undefined && isIn(service, 'backing-off')) {
    put(turn, { ...service, life: { ...service.life, until: turn.at + BUDGET_PATIENCE_MS + REBOOT_PATIENCE_MS } });
  }
  saveBudget(turn);
}

/** The disk answered. Answers come in order, so the last one outstanding is that of the reboot's entry. */
export function budgetSaved(turn: Turn, ok: boolean): 'refused' | 'done' {
  turn.state = { ...turn.state, budgetWrites: Math.max(0, turn.state.budgetWrites - 1) };
  const { reboot } = turn.state;
  if (reboot?.phase !== 'recording') return 'done';
  // In a pause no rung is taken, not even one that was under way.
  if (!ok || turn.state.pause !== null) return 'refused';
  if (turn.state.budgetWrites > 0) return 'done';
  turn.state = { ...turn.state, reboot: { ...reboot, phase: 'asked', deadline: turn.at + REBOOT_PATIENCE_MS } };
  emit(turn, { type: 'reboot', asker: reboot.asker, reason: `${reboot.asker} does not come back` });
  return 'done';
}

/** No reboot after all: told, and its entry given back unless the machine may yet go down. */
export function tellSkipped(turn: Turn, reason: string, refund = true): void {
  const { reboot, budget } = turn.state;
  if (reboot === null) return;
  tell(turn, { kind: 'rung-skipped', level: 'error', rung: 'reboot', service: reboot.asker, reason });
  turn.state = { ...turn.state, reboot: null };
  if (!refund || !budget.known) return;
  turn.state = { ...turn.state, budget: { ...budget, budget: { ...budget.budget, reboots: budget.budget.reboots.slice(0, -1) } } };
  saveBudget(turn);
}
