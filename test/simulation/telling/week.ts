/** Random life, told: the world of the simulation under the supervisor's policy, with the policy of telling beside it and its judge behind. */
import { policy } from '../policy.ts';
import { Random } from '../random.ts';
import { Violation } from '../referee/violation.ts';
import { drawScenario } from '../scenario.ts';
import { Trace } from '../trace.ts';
import { strike } from '../world/strike.ts';
import { World } from '../world/world.ts';
import { Desk } from './desk.ts';
import { type Counts, Person } from './person.ts';
import type { Telling } from './policy.ts';

export interface Life {
  readonly seed: number;
  readonly hours: number;
  /** Mean time between faults. */
  readonly everyMs: number;
}

export interface Lived {
  readonly violation: Violation | null;
  readonly counts: Counts;
  readonly faults: number;
  readonly trace: Trace;
}

const HOUR_MS = 3_600_000;
const BEATS_HZ = 0.5;

export function live({ seed, hours, everyMs }: Life, telling: Telling): Lived {
  const scenario = drawScenario({ seed, hours, faultsPerMs: 1 / everyMs, beatsHz: BEATS_HZ });
  const person = new Person();
  const trace = new Trace();
  let world: World | null = null;
  const desk = new Desk(telling, person, () => world?.now ?? 0, new Random(seed, 'machine'));
  let violation: Violation | null = null;
  try {
    const lived = new World(scenario, policy, trace.before(desk));
    world = lived;
    for (const fault of scenario.faults) lived.after(fault.at, () => strike(lived, fault, BEATS_HZ));
    lived.run(scenario.untilMs);
    lived.heal();
    lived.run(lived.now + HOUR_MS);
  } catch (error) {
    violation =
      error instanceof Violation ? error : new Violation('crash', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return { violation, counts: person.counts, faults: scenario.faults.length, trace };
}
