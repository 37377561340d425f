/**
 * One run of a scenario: the faults, then an hour of quiet in which everything has to come to rest by itself, then a person who
 * asks for everything, and the end.
 */
import type { State } from '../../electron/supervisor/policy/state.ts';
import type { Policy } from './policy.ts';
import { Referee } from './referee/referee.ts';
import { Violation } from './referee/violation.ts';
import type { Scenario } from './scenario.ts';
import { Trace } from './trace.ts';
import { strike } from './world/strike.ts';
import { World } from './world/world.ts';

const MINUTE_MS = 60_000;
const QUIET_MS = 60 * MINUTE_MS;
/** Longest chain of starts, retries and backoffs, with nothing wrong any more. */
const RECOVERY_MS = 10 * MINUTE_MS;

export interface Outcome {
  readonly violation: Violation | null;
  readonly steps: number;
  /** Instances of services. */
  readonly starts: number;
  /** How often a kind of fault struck a service (or the exhibit) in a state: `crash/running` to a count. */
  readonly struck: ReadonlyMap<string, number>;
  /** What came before the violation. */
  readonly trace: Trace;
}

export function run(scenario: Scenario, policy: Policy): Outcome {
  const struck = new Map<string, number>();
  const trace = new Trace();
  let world: World | null = null;
  const referee = new Referee(policy, (service, instance) => {
    const program = world?.programs.get(service);
    return program?.number === instance ? program.blame : 'another instance';
  });
  let violation: Violation | null = null;
  try {
    world = new World(scenario, policy, trace.before(referee));
    live(world, scenario, policy, struck);
  } catch (error) {
    violation =
      error instanceof Violation ? error : new Violation('crash', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return { violation, steps: world?.steps ?? 0, starts: world?.starts ?? 0, struck, trace };
}

function live(world: World, scenario: Scenario, policy: Policy, struck: Map<string, number>): void {
  let over = false;
  for (const fault of scenario.faults) {
    world.after(fault.at, () => {
      // Standing still may have put it off.
      if (over) return;
      const pair = `${fault.kind}/${stateOf(policy, world.state, 'service' in fault ? fault.service : null)}`;
      struck.set(pair, (struck.get(pair) ?? 0) + 1);
      strike(world, fault, scenario.beatsHz);
    });
  }
  world.run(scenario.untilMs);
  over = true;
  world.heal();
  world.run(world.now + QUIET_MS);
  judgeRest(policy, world);
  world.command({ name: 'resume' });
  world.command({ name: 'start', service: null });
  world.run(world.now + RECOVERY_MS);
  const reached = world.state === null ? 'off' : policy.exhibitState(world.state);
  if (reached !== 'running')
    throw new Violation('no recovery', `${reached} ten minutes after a person asked for everything: ${describe(policy, world)}`);
  world.report({ type: 'shutdown' });
  world.run(world.now + RECOVERY_MS);
  if (!world.exited) throw new Violation('no exit', describe(policy, world));
  for (const { plan, life } of world.programs.values()) if (life !== 'gone') throw new Violation('left behind', plan.name);
}

/** After an hour without faults each service runs, or somebody or something that lasts holds it. */
function judgeRest(policy: Policy, { state }: World): void {
  if (state === null) throw new Violation('no recovery', 'no supervisor');
  if (state.safeMode !== null || state.pause !== null) return;
  for (const service of state.services) {
    const { life, held, plan } = service;
    const seen = policy.visibleState(state, service);
    if (held || seen === 'running' || (plan.hidden && seen === 'stopped')) continue;
    if (life.state === 'stopped' || (life.state === 'failed' && life.retryAt === null)) continue;
    // What it is after may be stopped, or have failed for good.
    if (policy.waitingFor(state, service)?.what === 'service') continue;
    throw new Violation('no recovery', `${plan.name} is ${seen} after an hour of quiet`);
  }
}

function stateOf(policy: Policy, state: State | null, name: string | null): string {
  if (state === null) return 'off';
  if (name === null) return policy.exhibitState(state);
  const place = state.index[name];
  const service = place === undefined ? undefined : state.services[place];
  return service === undefined ? 'off' : policy.visibleState(state, service);
}

function describe(policy: Policy, { state }: World): string {
  if (state === null) return 'no supervisor';
  return state.services.map((service) => `${service.plan.name} ${policy.visibleState(state, service)}`).join(', ');
}
