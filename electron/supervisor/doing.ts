/** What one service is doing, in words, and the shape and colour of its row. */
import type { Tone } from '../documents/overview.ts';
import type { HealthStatus } from './policy/event.ts';
import type { ServiceSnapshot } from './snapshot.ts';
import { duration, remaining, times } from './words.ts';

/** For the service's row: `for 2 h`, `exit status 1; restarted twice, trying again in 12 s`. `now`: wall clock, milliseconds. */
export function doing(service: ServiceSnapshot, now: number): string {
  const what = plainly(service, now);
  return service.reason === null ? what : `${service.reason}; ${what}`;
}

const STOPPED_BY = {
  person: 'stopped by hand',
  finished: 'has done its work',
  closed: 'closed',
  'safe-mode': 'held back by safe mode',
} as const;

function plainly(service: ServiceSnapshot, now: number): string {
  const since = duration(Math.max(0, now - Date.parse(service.since)));
  switch (service.state) {
    case 'running':
      return isWell(service.health) ? `for ${since}` : reports(service.health);
    case 'starting':
      return isBroken(service) ? 'being restarted' : `not ready yet, ${since}`;
    case 'stopping':
      return 'ending';
    case 'backing-off':
      return retry(service);
    case 'failed':
      return service.nextTryMs === null ? 'has to be started by hand' : retry(service);
    case 'waiting':
      return awaited(service);
    case 'stopped':
      return service.stoppedBy === null ? 'stopped' : STOPPED_BY[service.stoppedBy];
  }
}

/** Shape and colour of the service's row. */
export function toneOf(service: ServiceSnapshot): Tone {
  switch (service.state) {
    case 'failed':
    case 'backing-off':
      return service.health === 'fatal' ? 'fatal' : 'error';
    case 'running':
      return service.health === 'unknown' ? 'healthy' : service.health;
    case 'stopped':
      return service.stoppedBy === 'closed' ? 'closed' : service.stoppedBy === 'finished' ? 'healthy' : 'unknown';
    default:
      return isBroken(service) ? 'warning' : 'unknown';
  }
}

/** Down, on its way back without anybody having asked for it, or saying itself that it is not well. */
export function isTroubled(service: ServiceSnapshot): boolean {
  if (service.state === 'stopped') return false;
  if (service.state === 'running') return service.health === 'error' || service.health === 'fatal';
  return service.state === 'failed' || service.state === 'backing-off' || isBroken(service);
}

/** Whether what it does now began with a failure. A start asked for by a person begins with a clean count. */
function isBroken(service: ServiceSnapshot): boolean {
  return service.reason !== null || service.attempts > 0;
}

/** `restarted twice, trying again in 12 s`. */
export function retry(service: ServiceSnapshot): string {
  const next = service.nextTryMs === null ? 'trying again' : `trying again in ${remaining(service.nextTryMs)}`;
  return service.attempts === 0 ? next : `restarted ${times(service.attempts)}, ${next}`;
}

/** What a waiting service waits for: `waiting for the screen: no Wayland compositor`. */
export function awaited(service: ServiceSnapshot): string {
  const wait = service.waitingFor;
  if (wait === null) return 'about to start';
  switch (wait.what) {
    case 'session':
      return `waiting for the screen: ${wait.detail}`;
    case 'service':
      return `waiting for ${wait.detail}`;
    case 'shell':
      return 'waiting for its window';
    case 'resume':
      return 'not started while paused';
    default:
      return `waiting for ${wait.what}: ${wait.detail}`;
  }
}

/** Whether only somebody outside can end the wait: the other waits end by themselves once the rest of the exhibit is up. */
export function waitsForTheWorld(service: ServiceSnapshot): boolean {
  return service.waitingFor !== null && !['service', 'shell', 'resume'].includes(service.waitingFor.what);
}

/** `reports a warning`, `reports an error`, `reports a fatal error`. */
export function reports(health: HealthStatus): string {
  return `reports ${health === 'warning' ? 'a warning' : health === 'error' ? 'an error' : 'a fatal error'}`;
}

function isWell(health: HealthStatus): boolean {
  return health === 'healthy' || health === 'unknown';
}
