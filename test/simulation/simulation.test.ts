/**
 * The policy against a model world, judged by the contract. Two ways: a property tester that draws part of a run's faults and
 * shrinks a failing one, and plain seeds for many hours. Every seed is printed first, so that a run can be had again.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainPlan } from './plans.ts';
import { policy } from './policy.ts';
import { run } from './run.ts';
import { drawScenario, type Wish } from './scenario.ts';
import { inWords, shrink } from './shrink.ts';
import { Struck, simulate } from './simulate.ts';

/**
 * The same in each build, so that a change is judged by what it changes; `npm run measure simulation` looks at 1,000 others,
 * and INVIGIL_SEED brings one back.
 */
const SEED = Number(process.env.INVIGIL_SEED ?? 20_261_121);
const HOUR_MS = 3_600_000;

function wish(seed: number, hours: number): Wish {
  return { seed, hours, faultsPerMs: 1 / 120_000, beatsHz: 0.5 };
}

it('keeps the contract whatever goes wrong (shrunk to few faults when it does not)', () => {
  console.info(`simulation: INVIGIL_SEED=${SEED}`);
  const runs = fc.integer({ min: 0, max: 1_000_000_000 }).chain((seed) => {
    const scenario = drawScenario(wish(seed, 2));
    return fc.subarray([...scenario.faults]).map((faults) => ({ ...scenario, faults }));
  });
  fc.assert(
    fc.property(runs, (scenario) => {
      const outcome = run(scenario, policy);
      if (outcome.violation !== null) throw new Error(inWords({ scenario, outcome }));
    }),
    { seed: SEED, numRuns: 150, endOnFailure: false },
  );
});

it('keeps the contract over hours of faults, each kind in many states', () => {
  const struck = new Struck();
  for (let seed = SEED; seed < SEED + 40; seed++) {
    const wanted = wish(seed, 6);
    const report = simulate(wanted);
    struck.add(report.struck);
    if (report.violation !== null) {
      expect.fail(inWords(shrink(drawScenario(wanted), policy, report.violation.rule)));
    }
  }
  console.info(struck.table());
  expect(struck.pairs).toBeGreaterThan(150);
});

it('does the same each time', () => {
  const one = simulate(wish(SEED, 3));
  const other = simulate(wish(SEED, 3));
  expect(other.steps).toBe(one.steps);
  expect(other.trace.lines()).toEqual(one.trace.lines());
});

it('leaves a healthy exhibit alone: a day of beats and nothing else', () => {
  const outcome = run({ seed: SEED, beatsHz: 1, untilMs: 24 * HOUR_MS, rebootPermitted: true, plan: plainPlan(3), faults: [] }, policy);
  expect(outcome.violation).toBeNull();
  expect(outcome.starts).toBe(3);
  expect(outcome.steps).toBeGreaterThan((3 * 24 * HOUR_MS) / 1000);
});
