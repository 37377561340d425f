/**
 * How fast the policy and its model world are, and that they keep the contract: 30 days of three services at 1 Hz with every
 * beat a step, and many seeds of six hours with a fault every two minutes on average. The short form is for CI.
 */
import { plainPlan } from '../simulation/plans.ts';
import { policy } from '../simulation/policy.ts';
import { run } from '../simulation/run.ts';
import { Struck, simulate } from '../simulation/simulate.ts';
import type { Measure, Table } from './table.ts';

const HOUR_MS = 3_600_000;
/** For the 30 days, on one core. */
const WANTED_SECONDS = 30;

interface SimulationFigures {
  readonly days: number;
  readonly daysSeconds: number;
  readonly daysSteps: number;
  readonly seeds: number;
  readonly seedsSeconds: number;
  readonly seedsSteps: number;
  /** Faults that struck, and the table of their kinds by the states they found. */
  readonly faults: number;
  readonly struck: string;
  /** Each with its seed; empty when the contract was kept. */
  readonly violations: readonly string[];
}

function simulated(short: boolean): SimulationFigures {
  const violations: string[] = [];
  const days = short ? 2 : 30;
  const begin = performance.now();
  const long = run({ seed: 1, beatsHz: 1, untilMs: days * 24 * HOUR_MS, rebootPermitted: true, plan: plainPlan(3), faults: [] }, policy);
  if (long.violation !== null) violations.push(`${days} days: ${long.violation.message}`);
  const between = performance.now();
  const seeds = short ? 100 : 1000;
  const struck = new Struck();
  let seedsSteps = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const report = simulate({ seed, hours: 6, faultsPerMs: 1 / 120_000, beatsHz: 1 });
    struck.add(report.struck);
    seedsSteps += report.steps;
    if (report.violation !== null) violations.push(`seed ${seed}: ${report.violation.message}`);
  }
  return {
    days,
    daysSeconds: (between - begin) / 1000,
    daysSteps: long.steps,
    seeds,
    seedsSeconds: (performance.now() - between) / 1000,
    seedsSteps,
    faults: struck.faults,
    struck: struck.table(),
    violations,
  };
}

export const measure: Measure = {
  name: 'simulation',
  title: 'The policy against a model world on a virtual clock',
  async run({ short }): Promise<Table> {
    const seen = simulated(short);
    const broken = (what: string) => `${seen.violations.filter((text) => text.startsWith(what)).length}`;
    return {
      wanted: `30 days with every beat a step within ${WANTED_SECONDS} s on one core; 1,000 seeds; the contract kept`,
      met: seen.violations.length === 0 && seen.daysSeconds <= WANTED_SECONDS,
      columns: ['what', 'steps', 'seconds', 'violations'],
      rows: [
        [
          `${seen.days} days of three services at 1 Hz, no faults`,
          `${seen.daysSteps}`,
          seen.daysSeconds.toFixed(1),
          broken(`${seen.days} days`),
        ],
        [`${seen.seeds} seeds of 6 hours, ${seen.faults} faults`, `${seen.seedsSteps}`, seen.seedsSeconds.toFixed(1), broken('seed')],
      ],
      notes: seen.violations,
      more: { title: 'Kinds of fault by the states that they struck', text: seen.struck },
    };
  },
};
