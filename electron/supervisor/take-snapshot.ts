/** Makes the picture that every reader gets, from the policy's state and the exhibit file. */
import {
  describe,
  dueAt,
  exhibitHealth,
  exhibitState,
  rebootsLeft,
  stoppedBy,
  visibleHealth,
  visibleState,
  waitingFor,
} from './policy/index.ts';
import type { Service, State } from './policy/state.ts';
import type { Role, ServiceSnapshot, Snapshot } from './snapshot.ts';

export interface Names {
  readonly exhibit: string;
  readonly title: string;
  readonly role: (service: string) => Role;
  /** INVIGIL_INSTANCE of an instance number. */
  readonly instanceId: (instance: number) => string;
}

/** `at`: monotonic milliseconds of the state; `wall`: the same moment as a date. */
export function takeSnapshot(state: State, at: number, wall: Date, names: Names): Snapshot {
  // A moment of the monotonic clock as people read it: counted back from now, so that a stepped clock does not tear it apart.
  const iso = (moment: number) => new Date(wall.getTime() - (at - moment)).toISOString();
  const { pause, safeMode } = state;
  return {
    exhibit: names.exhibit,
    title: names.title,
    state: exhibitState(state),
    health: exhibitHealth(state),
    open: state.open,
    pausedUntil: pause === null || pause.until === null ? null : iso(pause.until),
    ladder: state.ladder.position,
    rebootsLeft: rebootsLeft(state, at),
    safeModeRetryMs: safeMode === null || safeMode.trialSince !== null ? null : Math.max(0, safeMode.retryAt - at),
    services: state.services.filter((service) => !service.removed).map((service) => ofService(state, service, at, iso, names)),
  };
}

function ofService(state: State, service: Service, at: number, iso: (moment: number) => string, names: Names): ServiceSnapshot {
  const { life, plan } = service;
  const wait = waitingFor(state, service);
  const pulse = life.state === 'running' ? life.pulse : null;
  const hasInstance = life.state === 'starting' || life.state === 'running' || life.state === 'stopping';
  const waitsForTime = life.state === 'backing-off' || life.state === 'failed';
  const due = waitsForTime ? dueAt(state, service) : Number.POSITIVE_INFINITY;
  return {
    name: plan.name,
    role: names.role(plan.name),
    state: visibleState(state, service),
    pid: hasInstance ? life.pid : null,
    instance: hasInstance ? names.instanceId(life.instance) : null,
    health: visibleHealth(state, service),
    since: iso(service.since),
    restarts: service.restarts,
    attempts: service.attempts,
    lastBeatMs: pulse === null || pulse.lastBeatAt === null ? null : Math.round(at - pulse.lastBeatAt),
    beatDeadlineMs: pulse === null || pulse.deadline === null || state.pause !== null ? null : Math.max(0, Math.round(pulse.deadline - at)),
    waitingFor: wait === null ? null : { what: wait.what, detail: wait.detail, since: iso(wait.since) },
    stoppedBy: stoppedBy(state, service),
    reason: reasonOf(service),
    nextTryMs: due === Number.POSITIVE_INFINITY ? null : Math.max(0, Math.round(due - at)),
  };
}

/** What went wrong last, while it is not mended. */
function reasonOf({ life }: Service): string | null {
  if (life.state === 'failed') return life.reason;
  if (life.state === 'backing-off') return describe(life.cause);
  if (life.state === 'stopping' && life.next.move === 'restart') return describe(life.next.cause);
  if (life.state === 'stopping' && life.next.move === 'fail') return life.next.reason;
  return null;
}
