/** Makes a failing run small enough to be read: faults are left out as long as the same promise stays broken. */
import fc from 'fast-check';
import type { Policy } from './policy.ts';
import { type Outcome, run } from './run.ts';
import type { Scenario } from './scenario.ts';

export function shrink(scenario: Scenario, policy: Policy, rule: string): { readonly scenario: Scenario; readonly outcome: Outcome } {
  let least = { scenario, outcome: run(scenario, policy) };
  fc.check(
    fc.property(fc.subarray([...scenario.faults]), (faults) => {
      const smaller = { ...scenario, faults };
      const outcome = run(smaller, policy);
      if (outcome.violation?.rule !== rule) return true;
      if (faults.length < least.scenario.faults.length) least = { scenario: smaller, outcome };
      return false;
    }),
    { examples: [[[...scenario.faults]]], numRuns: 1 },
  );
  return least;
}

/** The failing run in words: seed, exhibit, faults, and the last steps. */
export function inWords({ scenario, outcome }: { readonly scenario: Scenario; readonly outcome: Outcome }): string {
  return [
    outcome.violation?.message ?? 'no violation',
    `seed ${scenario.seed}, ladder ${scenario.plan.ladder.join(', ')}, reboot ${scenario.rebootPermitted ? '' : 'not '}permitted`,
    ...scenario.plan.services.map((service) => JSON.stringify(service)),
    'faults (world time):',
    ...scenario.faults.map((fault) => `  ${JSON.stringify(fault)}`),
    'last steps (monotonic ms: event => effects):',
    ...outcome.trace.lines().map((line) => `  ${line}`),
  ].join('\n');
}
