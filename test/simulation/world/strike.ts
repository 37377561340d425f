/** Lets one fault happen to a world. */
import { varyPlan } from '../plans.ts';
import { Random } from '../random.ts';
import type { Fault, OfService } from './fault.ts';
import type { Habits } from './habits.ts';
import type { Program } from './program.ts';
import type { World } from './world.ts';

export function strike(world: World, fault: Fault, beatsHz: number): void {
  if ('service' in fault) {
    const plan = world.plan.services.find(({ name }) => name === fault.service);
    if (plan === undefined) return;
    strikeHabits(fault, world.habitsOf(plan), world);
    const program = world.programs.get(fault.service);
    if (program?.life === 'alive') strikeProgram(fault, program, world);
    return;
  }
  switch (fault.kind) {
    case 'command':
      return world.command(fault.command);
    case 'late-loop':
      return world.beLate(fault.byMs);
    case 'stalled-machine':
      return world.standStill(fault.byMs);
    case 'late-timers':
      world.lateByMs = fault.byMs;
      world.lateUntil = world.now + fault.forMs;
      return;
    case 'suspend':
      return world.report({ type: 'resumed', sleptMs: fault.sleptMs });
    case 'clock-step':
      return;
    case 'budget-unwritable':
      world.disk.unwritableUntil = world.now + fault.forMs;
      return;
    case 'budget-unreadable':
      world.disk.unreadableUntil = world.now + fault.forMs;
      return;
    case 'reboot-denied':
      world.rebootDenied = { until: world.now + fault.forMs, silently: fault.silently };
      return;
    case 'condition-gone':
      return loseCondition(world, fault);
    case 'closed':
      if (!world.open) return;
      world.setOpen(false);
      world.after(fault.forMs, () => {
        if (!world.open) world.setOpen(true);
      });
      return;
    case 'reload':
      return world.reload(varyPlan(world.plan, new Random(fault.variant), beatsHz));
    case 'supervisor-killed':
      return world.killSupervisor(fault.awayMs);
    case 'power-cut':
      return world.restartMachine();
  }
}

/** What outlives the instance that it strikes. */
function strikeHabits(fault: OfService, habits: Habits, world: World): void {
  switch (fault.kind) {
    case 'slow-start':
      habits.slowUntil = world.now + fault.forMs;
      habits.slowByMs = fault.byMs;
      return;
    case 'flapping':
      habits.flapUntil = world.now + fault.forMs;
      habits.flapEveryMs = fault.everyMs;
      return;
    case 'never-ready':
      habits.neverReadyUntil = world.now + fault.forMs;
      return;
    case 'start-failure':
      habits.startFailsUntil = world.now + fault.forMs;
      return;
    default:
      return;
  }
}

/** Only a heartbeat carries these. */
const SAID: readonly string[] = ['health', 'fatal', 'busy', 'incompatible', 'own-timeout', 'missed'];

function strikeProgram(fault: OfService & { readonly service: string }, program: Program, world: World): void {
  if (SAID.includes(fault.kind) && !program.plan.heartbeat.watched) return;
  const { service } = fault;
  const instance = program.number;
  switch (fault.kind) {
    case 'crash':
      return program.end(fault.code, fault.code === null ? 'SIGSEGV' : null);
    // Spells that are about starts begin with the end of the present instance.
    case 'slow-start':
    case 'flapping':
    case 'never-ready':
      return program.end(1, null);
    case 'start-failure':
      program.end(1, null);
      world.after(fault.forMs, () => {
        if (fault.appears) world.report({ type: 'retry', service });
      });
      return;
    case 'background':
      return program.background(fault.lingerMs, fault.stuck);
    case 'freeze':
      return program.freeze(fault.obeysStop);
    case 'hiccup':
      return program.hush(fault.forMs);
    case 'stall':
      return program.stall(fault.forMs);
    case 'health':
      return world.report({ type: 'health', service, instance, status: fault.status });
    case 'fatal':
      return world.report({ type: 'fatal', service, instance, message: 'cannot go on' });
    case 'missed':
      // A shell is asked nothing.
      if (program.plan.kind === 'url') return;
      program.blame = 'missed answers';
      return world.report({ type: 'missed', service, instance, detail: 'connection refused' });
    case 'over-limit':
      return world.report({ type: 'over-limit', service, instance, limit: fault.limit, found: 2, allowed: 1 });
    case 'busy':
      return program.busy(fault.forMs, fault.silentMs, fault.repeats);
    case 'own-timeout':
      // A shell has none of its own.
      if (program.plan.kind === 'url') return;
      return world.report({ type: 'timeout', service, instance, timeoutMs: Math.round(program.plan.heartbeat.timeoutMs * fault.factor) });
    case 'incompatible':
      return program.refuse();
    case 'debugger':
      return program.trace(fault.forMs);
    case 'straggler':
      for (const type of ['beat', 'ready', 'gone'] as const) world.report({ type, service, instance: instance - 1 });
      return;
  }
}

function loseCondition(world: World, { key, forMs, exitsMs }: Extract<Fault, { kind: 'condition-gone' }>): void {
  if (world.conditions.get(key) !== true) return;
  world.conditions.set(key, false);
  const seenMs = Math.max(0, -exitsMs);
  for (const program of world.programs.values()) if (program.plan.conditions.includes(key)) program.starve(Math.max(0, exitsMs));
  world.after(seenMs, () => {
    if (world.conditions.get(key) === false) world.setCondition(key, false);
  });
  world.after(seenMs + forMs, () => {
    if (world.conditions.get(key) === false) world.setCondition(key, true);
  });
}
