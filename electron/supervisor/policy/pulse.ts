/** The signs of life of a running service: what a beat, `busy`, and time that nobody has to answer for do to its deadlines. */
import { SHELL_STARTUP_MS, SHELL_TIMEOUT_MS } from './constants.ts';
import type { ServicePlan } from './plan.ts';
import type { Pulse, Service } from './state.ts';

/** Longest silence of the process; null: none is judged. A page's own timeout is judged by the shell. */
export function timeoutMs({ plan, ownTimeoutMs }: Service): number | null {
  if (plan.kind === 'url') return SHELL_TIMEOUT_MS;
  return plan.heartbeat.watched ? (ownTimeoutMs ?? plan.heartbeat.timeoutMs) : null;
}

/** Time allowed from the start of the process to its readiness. */
export function startupMs(plan: ServicePlan): number {
  return plan.kind === 'url' ? SHELL_STARTUP_MS : plan.heartbeat.startupMs;
}

/** The pulse of a service that became ready at `at`. */
export function freshPulse(service: Service, at: number): Pulse {
  const timeout = timeoutMs(service);
  return {
    lastBeatAt: null,
    deadline: timeout === null ? null : at + timeout,
    busySince: null,
    progress: null,
    progressAt: null,
    missed: null,
  };
}

export function beaten(service: Service, pulse: Pulse, at: number, progress: number | undefined): Pulse {
  const timeout = timeoutMs(service);
  // Stall counting rested while the service was busy.
  const rested = pulse.busySince === null ? 0 : at - pulse.busySince;
  const moved = progress !== undefined && progress !== pulse.progress;
  return {
    lastBeatAt: at,
    deadline: timeout === null ? null : at + timeout,
    busySince: null,
    progress: progress ?? pulse.progress,
    progressAt: moved ? at : pulse.progressAt === null ? null : pulse.progressAt + rested,
    missed: null,
  };
}

/** `busy`: until now + min(asked, busy.max), one stretch at most `busy.total`; never earlier than the deadline it had. */
export function extended(plan: ServicePlan, stretch: { deadline: number; since: number | null }, at: number, forMs: number) {
  const since = stretch.since ?? at;
  const wished = at + Math.min(Math.max(forMs, 0), plan.busy.maxMs);
  return { since, deadline: Math.max(stretch.deadline, Math.min(wished, since + plan.busy.totalMs)) };
}

/** So many signs in a row did not come: its deadline is now, but for time that `busy` has granted. */
export function missing(pulse: Pulse, at: number, detail: string): Pulse {
  if (pulse.deadline === null || (pulse.busySince !== null && pulse.deadline > at)) return pulse;
  return { ...pulse, deadline: Math.min(pulse.deadline, at), missed: detail };
}

/** When the progress will have stood still for too long; null: not judged now. */
export function stallAt(plan: ServicePlan, pulse: Pulse): number | null {
  if (plan.heartbeat.stallMs === null || pulse.progressAt === null || pulse.busySince !== null) return null;
  return pulse.progressAt + plan.heartbeat.stallMs;
}

/** Every deadline begins anew at `at`: after a pause, after the machine slept, after a debugger. */
export function renewed(service: Service, pulse: Pulse, at: number): Pulse {
  const timeout = timeoutMs(service);
  // A stretch of `busy` that reaches further still holds.
  const deadline = timeout === null ? null : Math.max(at + timeout, pulse.deadline ?? 0);
  return { ...pulse, deadline, progressAt: pulse.progressAt === null ? null : at, missed: null };
}

/** The loop was late by `byMs`: nobody has to answer for that time. */
export function shifted(pulse: Pulse, byMs: number): Pulse {
  return {
    ...pulse,
    deadline: pulse.deadline === null ? null : pulse.deadline + byMs,
    progressAt: pulse.progressAt === null ? null : pulse.progressAt + byMs,
  };
}
