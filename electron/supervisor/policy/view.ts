/** What people see of the policy's memory: the states of contract 2, for services and for the exhibit. */
import type { HealthStatus } from './event.ts';
import type { Life, Service, State, StoppedBy, Wait } from './state.ts';

/** Why the service must not run now; null: it may. The shell of a `url` service runs on all the same. */
export function rest(state: State, service: Service): StoppedBy | null {
  if (state.shutdown || service.removed) return 'shutdown';
  if (service.held) return 'person';
  if (service.plan.hidden) return restOfAll(state, service.plan.after);
  if (state.safeMode !== null && state.safeMode.trialSince === null && !state.plan.safeMode.run.includes(service.plan.name)) {
    return 'safe-mode';
  }
  if (!state.open && !service.throughClosed) return 'closed';
  return null;
}

/** What keeps all of these from running, when none is to run; of several reasons the first, their own end last. */
function restOfAll(state: State, names: readonly string[]): StoppedBy | null {
  const reasons = names.flatMap((name) => {
    const other = state.services[state.index[name] ?? -1];
    return other === undefined ? [] : [rest(state, other) ?? (isFinished(other) ? 'finished' : null)];
  });
  return reasons.includes(null) ? null : (reasons.find((reason) => reason !== 'finished') ?? reasons[0] ?? null);
}

const isFinished = ({ life }: Service) => life.state === 'stopped' && life.by === 'finished';

/** Why the service's process must not run: a shell shows the holding page through everything but the end. */
export function processRest(state: State, service: Service): StoppedBy | null {
  const by = rest(state, service);
  return service.plan.kind === 'url' && by !== 'shutdown' ? null : by;
}

/** When it became ready in its present run; null: it is not ready. */
export function readySince(service: Service): number | null {
  if (service.life.state !== 'running') return null;
  if (service.page === null) return service.life.readyAt;
  return service.page.state === 'shown' ? service.page.at : null;
}

/** Whether what is `after` the service may start. */
export function isReady(service: Service): boolean {
  if (service.cycle !== null) return false;
  if (service.life.state === 'stopped') return isFinished(service);
  return readySince(service) !== null;
}

/** The service's state as contract 2 names it: for a `url` service that of its page while the shell is up. */
export function visibleState(state: State, service: Service): Life['state'] {
  const { life, page } = service;
  if (page === null || life.state === 'stopped') return life.state;
  const by = rest(state, service);
  if (by !== null && by !== 'shutdown' && page.state === 'held') return 'stopped';
  if (life.state === 'starting') return 'waiting';
  if (life.state !== 'running') return life.state;
  return page.state === 'held' ? 'waiting' : page.state === 'given' ? 'starting' : 'running';
}

export function stoppedBy(state: State, service: Service): Exclude<StoppedBy, 'shutdown'> | null {
  if (visibleState(state, service) !== 'stopped') return null;
  const by = service.life.state === 'stopped' ? service.life.by : rest(state, service);
  return by === 'shutdown' ? null : by;
}

/** What a waiting service waits for. */
export function waitingFor(state: State, service: Service): Wait | null {
  if (visibleState(state, service) !== 'waiting') return null;
  if (service.life.state === 'waiting') return service.life.for;
  if (service.life.state === 'starting') return { what: 'shell', detail: 'the shell is starting', since: service.life.startedAt };
  const blocking = blockingService(state, service);
  if (blocking !== null) return { what: 'service', detail: blocking, since: service.since };
  return { what: 'resume', detail: 'paused', since: service.since };
}

/** The first service that this one is `after` and that is not ready. */
export function blockingService(state: State, service: Service): string | null {
  for (const name of service.plan.after) {
    const place = state.index[name];
    const other = place === undefined ? undefined : state.services[place];
    if (other === undefined || !isReady(other)) return name;
  }
  return null;
}

export function visibleHealth(state: State, service: Service): HealthStatus {
  switch (visibleState(state, service)) {
    case 'failed':
    case 'backing-off':
      return 'error';
    case 'running':
      return service.health;
    default:
      return 'unknown';
  }
}

const WORSE: Readonly<Record<HealthStatus, number>> = { healthy: 0, unknown: 1, warning: 2, error: 3, fatal: 4 };

/** The worst health of what is meant to run; what is stopped says nothing. */
export function exhibitHealth(state: State): HealthStatus {
  let worst: HealthStatus = 'healthy';
  for (const service of state.services) {
    if (visibleState(state, service) === 'stopped') continue;
    const health = visibleHealth(state, service);
    if (WORSE[health] > WORSE[worst]) worst = health;
  }
  return worst;
}

export type ExhibitStateName = 'stopping' | 'safe-mode' | 'stopped' | 'closed' | 'paused' | 'starting' | 'degraded' | 'running';

/** The first that holds, in the order of contract 2. */
export function exhibitState(state: State): ExhibitStateName {
  if (state.shutdown) return 'stopping';
  if (state.safeMode !== null) return 'safe-mode';
  const services = state.services.filter((service) => !service.removed);
  const atRest = (service: Service) => rest(state, service) === 'person' || isFinished(service);
  // The hidden shell runs for what it stands for, and says nothing of its own here.
  const own = services.filter(({ plan }) => plan.hidden !== true);
  if (own.length > 0 && own.every(atRest) && own.some((service) => service.held)) return 'stopped';
  if (!state.open) return 'closed';
  if (state.pause !== null) return 'paused';
  if (services.some((service) => comingUp(state, service))) return 'starting';
  return services.some((service) => isDegraded(state, service)) ? 'degraded' : 'running';
}

/** On its way up without a failure behind it. */
function comingUp(state: State, service: Service): boolean {
  if (service.downSince !== null) return false;
  const seen = visibleState(state, service);
  // A shell that covers for what is stopped shows the holding page before and after it.
  if (seen === 'stopped') return false;
  return seen === 'waiting' || seen === 'starting' || (service.life.state === 'stopping' && service.life.next.move === 'start');
}

function isDegraded(state: State, service: Service): boolean {
  const seen = visibleState(state, service);
  if (seen === 'failed' || seen === 'backing-off') return true;
  if (seen === 'stopped') return false;
  if (service.downSince !== null) return true;
  if (service.life.state === 'stopping') return service.life.next.move === 'restart' || service.life.next.move === 'fail';
  return seen === 'running' && (service.health === 'error' || service.health === 'fatal');
}
