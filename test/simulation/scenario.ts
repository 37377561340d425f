/** One run, written down: an exhibit, its machine's luck, and what goes wrong when. Everything follows from it. */
import type { Plan } from '../../electron/supervisor/policy/plan.ts';
import { drawPlan } from './plans.ts';
import { Random } from './random.ts';
import { drawFault, type Fault } from './world/fault.ts';

const HOUR_MS = 3_600_000;

export interface Scenario {
  readonly seed: number;
  readonly beatsHz: number;
  readonly untilMs: number;
  readonly rebootPermitted: boolean;
  readonly plan: Plan;
  readonly faults: readonly Fault[];
}

export interface Wish {
  readonly seed: number;
  readonly hours: number;
  /** Mean; faults come at random moments. */
  readonly faultsPerMs: number;
  /** Left out: one to five. */
  readonly services?: number;
  readonly beatsHz: number;
}

export function drawScenario({ seed, hours, faultsPerMs, services, beatsHz }: Wish): Scenario {
  const random = new Random(seed, 'scenario');
  const untilMs = hours * HOUR_MS;
  const plan = drawPlan(random, { services: services ?? random.whole(1, 5), beatsHz });
  const names = plan.services.map(({ name }) => name);
  const faults: Fault[] = [];
  if (faultsPerMs > 0) {
    for (let at = 0; ; ) {
      // Exponential gaps, so that faults also fall into each other.
      at += Math.ceil(-Math.log(1 - random.next()) / faultsPerMs);
      if (at >= untilMs) break;
      faults.push(drawFault(random, at, names));
    }
  }
  return { seed, beatsHz, untilMs, rebootPermitted: random.chance(0.85), plan, faults };
}
