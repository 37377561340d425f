import type { BackoffPlan, StormPlan } from './plan.ts';

/** Wait before the n-th unplanned restart (n from 1): `first`, `then`, `then * factor`, ... at most `max`. */
export function backoffMs(plan: BackoffPlan, n: number): number {
  if (n <= 1) return Math.min(plan.firstMs, plan.maxMs);
  // An exponent that grows for years must not become Infinity * 0.
  return Math.min(plan.maxMs, plan.thenMs * plan.factor ** Math.min(n - 2, 64));
}

/** The begins that still count for a storm at `at`. */
export function inWindow(plan: StormPlan, begun: readonly number[], at: number): readonly number[] {
  return begun.filter((begin) => begin > at - plan.withinMs);
}

/** An unplanned restart falls due at `at`: were `restarts` of them already begun within the window? */
export function isStorm(plan: StormPlan, begun: readonly number[], at: number): boolean {
  return inWindow(plan, begun, at).length >= plan.restarts;
}
