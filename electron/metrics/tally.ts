/**
 * What is counted between looks: plain numbers, less than 0.1 us for a beat. Counts begin with the supervisor, those of a service also
 * with its place in the exhibit file.
 */
import type { Alert, RestartCause } from '../supervisor/policy/effect.ts';
import { Histogram } from './histogram.ts';

/** Every kind: a counter that is there before it counts shows its first increase. */
const KINDS: Readonly<Record<Alert['kind'], true>> = {
  restarting: true,
  recovered: true,
  'start-failed': true,
  'gave-up': true,
  'left-as-it-is': true,
  'incompatible-client': true,
  storm: true,
  'condition-lost': true,
  'waiting-long': true,
  'waiting-over': true,
  'went-to-background': true,
  'will-not-die': true,
  health: true,
  'rung-taken': true,
  'rung-skipped': true,
  'rung-helped': true,
  'ladder-spent': true,
  'safe-mode': true,
  'safe-mode-trial': true,
  'safe-mode-ended': true,
  paused: true,
  resumed: true,
  'pin-lockout': true,
  'sign-in-lockout': true,
};
const CAUSES: Readonly<Record<RestartCause['kind'], true>> = {
  exit: true,
  freeze: true,
  'never-ready': true,
  stall: true,
  fatal: true,
  limit: true,
};

/** Seconds. Freezes are seen within a millisecond of their timeout, which is between some 100 ms and minutes. */
const DETECTION_S = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300];
/** Seconds: from a program that starts in 10 ms to a trouble of hours. */
const RECOVERY_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600];
/** Seconds: a deadline is met within one millisecond; above 50 ms it is nobody's failure any more. */
const LATENESS_S = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** What is counted of one service. */
export class ServiceTally {
  readonly restarts: Map<string, number> = new Map(Object.keys(CAUSES).map((cause) => [cause, 0]));
  readonly detection = new Histogram(DETECTION_S);
  readonly recovery = new Histogram(RECOVERY_S);
  incidents = 0;
  errors = 0;
  beats = 0;
  beatsLate = 0;
}

export class Tally {
  readonly alerts: Map<string, number> = new Map(Object.keys(KINDS).map((kind) => [kind, 0]));
  readonly lateness = new Histogram(LATENESS_S);
  readonly #services = new Map<string, ServiceTally>();

  of(service: string): ServiceTally {
    const known = this.#services.get(service);
    if (known !== undefined) return known;
    const fresh = new ServiceTally();
    this.#services.set(service, fresh);
    return fresh;
  }

  alert(alert: Alert): void {
    add(this.alerts, alert.kind);
    if (alert.kind === 'recovered') this.of(alert.service).recovery.observe(alert.downMs / 1_000);
    if (alert.kind !== 'restarting') return;
    const { restarts, detection } = this.of(alert.service);
    add(restarts, alert.cause.kind);
    const silentMs = silenceOf(alert.cause);
    if (silentMs !== null) detection.observe(silentMs / 1_000);
  }

  /** Those that left the exhibit file are forgotten. */
  keepOnly(services: ReadonlySet<string>): void {
    for (const name of this.#services.keys()) if (!services.has(name)) this.#services.delete(name);
  }
}

/** From the last sign of life to the decision, in milliseconds; null: its end was seen when it came. */
function silenceOf(cause: RestartCause): number | null {
  if (cause.kind === 'freeze') return cause.silentMs;
  if (cause.kind === 'stall') return cause.stoodMs;
  return cause.kind === 'never-ready' ? cause.afterMs : null;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
