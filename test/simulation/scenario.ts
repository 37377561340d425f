/** One run, written down: an exhibit, its machine's luck, and what goes wrong when. Everything follows from it. */
import type { Plan } from '../../electron/supervisor/policy/plan.ts';
import { drawPlan, withHiddenShell } from './plans.ts';
import { Random } from './random.ts';
import { drawFault, type Fault } from './world/fault.ts';

const HOUR_MS = 3_600_000;
/** Part of the faults that follow another at once. */
const FOLLOWS = 0.3;
const FOLLOWS_WITHIN_MS = 4000;

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
  const file = drawPlan(random, { services: services ?? random.whole(1, 5), beatsHz });
  const plan = withHiddenShell(file, new Random(seed, 'hidden shell'), beatsHz);
  const names = plan.services.map(({ name }) => name);
  const faults = faultsPerMs > 0 ? drawFaults(random, untilMs, faultsPerMs, names) : [];
  return { seed, beatsHz, untilMs, rebootPermitted: random.chance(0.85), plan, faults };
}

/**
 * Some follow another within seconds, mostly on the same service, so that the short states (starting, stopping, backing off)
 * are struck too; the others come at exponential gaps, longer by as much as keeps the mean.
 */
function drawFaults(random: Random, untilMs: number, faultsPerMs: number, names: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  let struck = names;
  for (let at = 0; ; ) {
    const follows = random.chance(FOLLOWS);
    at += follows ? random.whole(1, FOLLOWS_WITHIN_MS) : Math.ceil(-Math.log(1 - random.next()) / (faultsPerMs * (1 - FOLLOWS)));
    if (at >= untilMs) return faults;
    const fault = drawFault(random, at, follows && random.chance(0.7) ? struck : names);
    if ('service' in fault) struck = [fault.service];
    faults.push(fault);
  }
}
