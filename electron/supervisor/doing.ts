/** What one service is doing, in words, and the shape and colour of its row. */
import type { Tone } from '../documents/overview.ts';
import { en } from '../documents/words/en.ts';
import { fill } from '../documents/words/fill.ts';
import { translate } from '../documents/words/translate.ts';
import type { Words } from '../documents/words/words.ts';
import { conditionName } from './condition-name.ts';
import type { HealthStatus } from './policy/event.ts';
import type { ServiceSnapshot } from './snapshot.ts';
import { duration, remaining, times } from './words.ts';

/** For the service's row: `for 2 h`, `exit status 1; restarted twice, trying again in 12 s`. `now`: wall clock, milliseconds. */
export function doing(service: ServiceSnapshot, now: number, words: Words = en): string {
  const what = plainly(service, now, words);
  return service.reason === null ? what : `${translate(service.reason, words)}; ${what}`;
}

function plainly(service: ServiceSnapshot, now: number, words: Words): string {
  const { doing: says } = words;
  const since = { duration: duration(Math.max(0, now - Date.parse(service.since)), words) };
  switch (service.state) {
    case 'running':
      return isWell(service.health) ? fill(says.running, since) : reports(service.health, words);
    case 'starting':
      return isBroken(service) ? says.restarting : fill(says.notReady, since);
    case 'stopping':
      return says.stopping;
    case 'backing-off':
      return retry(service, words);
    case 'failed':
      return service.nextTryMs === null ? says.byHand : retry(service, words);
    case 'waiting':
      return awaited(service, words);
    case 'stopped':
      return service.stoppedBy === null ? says.stopped : says.stoppedBy[service.stoppedBy];
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
export function retry({ nextTryMs, attempts }: ServiceSnapshot, words: Words = en): string {
  const { doing: says } = words;
  const next = nextTryMs === null ? says.again : fill(says.againIn, { duration: remaining(nextTryMs, words) });
  return attempts === 0 ? next : fill(says.restarted, { times: times(attempts, words), next });
}

/** What a waiting service waits for: `waiting for the screen: no Wayland compositor`. */
export function awaited({ waitingFor }: ServiceSnapshot, words: Words = en): string {
  const { doing: says } = words;
  if (waitingFor === null) return says.aboutToStart;
  const detail = translate(waitingFor.detail, words);
  switch (waitingFor.what) {
    case 'session':
      return fill(says.awaitsScreen, { detail });
    case 'service':
      return fill(says.awaitsService, { service: waitingFor.detail });
    case 'shell':
      return says.awaitsWindow;
    case 'resume':
      return says.awaitsResume;
    default:
      return fill(says.awaits, { what: conditionName(waitingFor.what, words), detail });
  }
}

/** Whether only somebody outside can end the wait: the other waits end by themselves once the rest of the exhibit is up. */
export function waitsForTheWorld(service: ServiceSnapshot): boolean {
  return service.waitingFor !== null && !['service', 'shell', 'resume'].includes(service.waitingFor.what);
}

/** `reports a warning`, `reports an error`, `reports a fatal error`. */
export function reports(health: HealthStatus, { doing: says }: Words = en): string {
  return health === 'warning' ? says.reportsWarning : health === 'error' ? says.reportsError : says.reportsFatal;
}

function isWell(health: HealthStatus): boolean {
  return health === 'healthy' || health === 'unknown';
}
