/** The state in which a supervisor begins, from the file and from what outlived its predecessor. */
import { BUDGET_SAVE_MS } from './constants.ts';
import type { Effect } from './effect.ts';
import type { Plan, ServicePlan } from './plan.ts';
import { settle } from './settle.ts';
import type { BudgetState, Service, Standing, State } from './state.ts';
import type { Turn } from './turn.ts';

export interface Beginning {
  readonly plan: Plan;
  /** Monotonic milliseconds. */
  readonly at: number;
  readonly budget: BudgetState;
  /** Null: nothing stands, a fresh beginning. After a boot its pause and holds are void already. */
  readonly standing: Standing | null;
  readonly rebootPermitted: State['rebootPermitted'];
}

/** Everything waits; what needs no condition starts in the first effects. */
export function initial({ plan, at, budget, standing, rebootPermitted }: Beginning): { state: State; effects: readonly Effect[] } {
  const held = new Set(standing?.held ?? []);
  const services = plan.services.map((service) => newService(service, at, held.has(service.name)));
  const safeMode = standing?.safeMode ?? null;
  const state: State = {
    plan,
    services,
    index: Object.fromEntries(services.map((service, place) => [service.plan.name, place])),
    conditions: {},
    // A position whose asker has left the file could never be told to have helped.
    ladder: standing !== null && plan.services.some(({ name }) => name === standing.ladder.asked) ? standing.ladder : BOTTOM,
    spentTold: false,
    budget,
    rebootPermitted,
    reboot: null,
    // The wait for the next trial begins anew with the supervisor.
    safeMode:
      safeMode === null ? null : { since: at, retryAt: at + safeMode.intervalMs, intervalMs: safeMode.intervalMs, trialSince: null },
    pause: standing?.pause ?? null,
    open: true,
    shutdown: false,
    exited: false,
    budgetWrites: 0,
    budgetSaveAt: budget.known && budget.budget.reboots.length > 0 ? at + BUDGET_SAVE_MS : null,
    nextInstance: 1,
  };
  const turn: Turn = { at, state, effects: [] };
  settle(turn);
  return { state: turn.state, effects: turn.effects };
}

const BOTTOM = { position: 0, asked: null } as const;

export function newService(plan: ServicePlan, at: number, held: boolean): Service {
  return {
    plan,
    life: { state: 'waiting', for: null },
    since: at,
    page: plan.kind === 'url' ? { state: 'held' } : null,
    begun: [],
    attempts: 0,
    restarts: 0,
    health: 'unknown',
    ownTimeoutMs: null,
    held,
    throughPause: false,
    throughClosed: false,
    traced: false,
    cycle: null,
    removed: false,
    endedAt: null,
    doubtful: null,
    downSince: null,
    told: null,
    longWait: null,
  };
}
