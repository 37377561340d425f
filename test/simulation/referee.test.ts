/** The referee allows what the contract leaves open: small runs in which the policy is right in a way that is easily overlooked. */
import { expect, it } from 'vitest';
import type { Plan, ServicePlan } from '../../electron/supervisor/policy/plan.ts';
import { plainPlan } from './plans.ts';
import { policy } from './policy.ts';
import { run } from './run.ts';
import type { Fault } from './world/fault.ts';

const UNTIL_MS = 600_000;

/** The plainest exhibit with some fields of its services changed. */
function planWith(fields: Readonly<Record<string, Partial<ServicePlan>>>): Plan {
  const plan = plainPlan(5);
  return { ...plan, services: plan.services.map((service) => ({ ...service, after: [], ...fields[service.name] })) };
}

function violation(plan: Plan, faults: readonly Fault[]): string | null {
  return run({ seed: 1, beatsHz: 1, untilMs: UNTIL_MS, rebootPermitted: true, plan, faults }, policy).violation?.message ?? null;
}

// A program is looked at only when its time has come: until then nobody sees that the debugger has let it go.
it.each<{ readonly what: string; readonly faults: readonly Fault[] }>([
  { what: 'a pause', faults: [{ at: 92_000, kind: 'command', command: { name: 'pause', forMs: 30_000 } }] },
  { what: 'sleep', faults: [{ at: 92_000, kind: 'suspend', sleptMs: 30_000 }] },
])('gives what a debugger held its patience once more, also after $what', ({ faults }) => {
  const held: readonly Fault[] = [
    { at: 60_000, service: 'core', kind: 'freeze', obeysStop: false },
    { at: 60_100, service: 'core', kind: 'debugger', forMs: 31_000 },
  ];
  // Something else falls due between the debugger's end and what follows.
  const other: Fault = { at: 91_200, service: 'audio', kind: 'crash', code: 1 };
  const plan = planWith({ audio: { backoff: { firstMs: 100, thenMs: 1000, factor: 2, maxMs: 30_000 } } });
  expect(violation(plan, [...held, ...faults])).toBeNull();
  expect(violation(plan, [...held, other, ...faults])).toBeNull();
});

it('asks for no order of a closing that a person has called off before all had ended', () => {
  const plan = planWith({ display: { with: ['audio'] }, led: { after: ['display'] }, log: { after: ['display', 'led'] } });
  const faults: readonly Fault[] = [
    // It ends last of all, so that what it needs still runs when the start comes, and is then restarted `with` another.
    { at: 59_900, service: 'log', kind: 'freeze', obeysStop: false },
    { at: 60_000, kind: 'closed', forMs: 120_000 },
    { at: 60_020, kind: 'command', command: { name: 'start', service: null } },
  ];
  expect(violation(plan, faults)).toBeNull();
});
