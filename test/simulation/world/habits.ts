/**
 * How a service of the model behaves, instance after instance: its own pace, and the spells of bad behaviour that faults
 * cast over it until a moment of world time (milliseconds).
 */
import type { ServicePlan } from '../../../electron/supervisor/policy/plan.ts';
import { Random } from '../random.ts';

export interface Habits {
  readonly startMs: number;
  readonly periodMs: number;
  /** Each beat comes up to this much later than its period. */
  readonly jitterMs: number;
  readonly stopMs: number;
  readonly loadMs: number;
  /** Beats carry a progress count. */
  readonly progress: boolean;
  /** Says `ready` of its own; else its first beat comes at once with its readiness. */
  readonly saysReady: boolean;
  /** A one-shot ends with status 0 after so long; null: it runs for ever. */
  readonly endsAfterMs: number | null;
  slowUntil: number;
  slowByMs: number;
  flapUntil: number;
  flapEveryMs: number;
  neverReadyUntil: number;
  startFailsUntil: number;
}

export function drawHabits(seed: number, plan: ServicePlan, beatsHz: number): Habits {
  const random = new Random(seed, plan.name, 'habits');
  // A shell beats once a second, whatever its page does.
  const periodMs = plan.kind === 'url' ? 1000 : Math.round(1000 / beatsHz);
  return {
    startMs: random.whole(5, Math.min(4000, plan.heartbeat.startupMs / 2)),
    periodMs,
    // Together with the period safely under every timeout that is drawn.
    jitterMs: random.whole(0, Math.floor(periodMs * 0.4)),
    stopMs: random.whole(1, Math.min(400, plan.stop.graceMs - 1)),
    loadMs: random.whole(50, 3000),
    progress: plan.heartbeat.stallMs !== null || random.chance(0.3),
    saysReady: plan.kind === 'url' || random.chance(0.7),
    endsAfterMs: plan.restart === 'never' ? random.whole(100, 20_000) : null,
    slowUntil: 0,
    slowByMs: 0,
    flapUntil: 0,
    flapEveryMs: 0,
    neverReadyUntil: 0,
    startFailsUntil: 0,
  };
}

/** All spells end. */
export function heal(habits: Habits): void {
  habits.slowUntil = 0;
  habits.flapUntil = 0;
  habits.neverReadyUntil = 0;
  habits.startFailsUntil = 0;
}
