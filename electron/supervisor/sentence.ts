/**
 * The one sentence that answers "is it all right?". Made here and nowhere else, from the snapshot alone, for every door:
 * command line, API, overlay, alerts, systemd's status text.
 *
 * The exhibit's state decides what is said first (contract 2); within it the worst trouble does. A second sentence may
 * follow, never a list. A technical reason stands in it only where somebody has to act on it.
 */
import type { Tone } from '../documents/overview.ts';
import { awaited, isTroubled, reports, retry, toneOf, waitsForTheWorld } from './doing.ts';
import type { ServiceSnapshot, Snapshot } from './snapshot.ts';
import { capital, capitalName, list, moreTime, remaining, staffName } from './words.ts';

export interface Sentence {
  readonly text: string;
  readonly tone: Tone;
}

/** `now`: the wall clock in milliseconds, because a pause ends at a time of day. */
export function sentence(snapshot: Snapshot, now: number): Sentence {
  switch (snapshot.state) {
    case 'stopping':
      return { text: 'Shutting down.', tone: 'unknown' };
    case 'safe-mode':
      return { text: `Safe mode: restarts did not help, visitors see the holding page. ${trial(snapshot)}`, tone: 'fatal' };
    case 'stopped':
      return { text: 'Everything was stopped by hand and stays so until it is started.', tone: 'unknown' };
    case 'closed':
      return { text: 'Closed.', tone: 'closed' };
    case 'paused':
      return { text: paused(snapshot, now), tone: 'paused' };
    case 'starting':
    case 'degraded':
    case 'running':
      return troubled(snapshot) ?? comingUp(snapshot) ?? well(snapshot);
  }
}

function trial(snapshot: Snapshot): string {
  if (snapshot.safeModeRetryMs === null) return 'Trying to start again now.';
  return `Trying again in ${remaining(snapshot.safeModeRetryMs)}.`;
}

function paused(snapshot: Snapshot, now: number): string {
  const until =
    snapshot.pausedUntil === null ? 'until it is resumed' : `for ${moreTime(Math.max(0, Date.parse(snapshot.pausedUntil) - now))}`;
  const down = snapshot.services.filter((service) => service.state !== 'stopped' && service.state !== 'running' && isTroubled(service));
  if (down.length === 0) return `Paused ${until}.`;
  return `Paused ${until}. ${capitalName(names(down, snapshot))} ${down.length === 1 ? 'has' : 'have'} stopped meanwhile.`;
}

function troubled(snapshot: Snapshot): Sentence | null {
  const [worst, ...others] = snapshot.services.filter(isTroubled).sort((a, b) => gravity(b) - gravity(a));
  if (worst === undefined) return null;
  const first = trouble(worst, capitalName(staffName(worst, snapshot.services)));
  const text = others.length === 0 ? first : `${first} There is trouble with ${names(others, snapshot)} too.`;
  return { text, tone: toneOf(worst) };
}

function gravity(service: ServiceSnapshot): number {
  return ['stopped', 'running', 'waiting', 'stopping', 'starting', 'backing-off', 'failed'].indexOf(service.state);
}

function trouble(service: ServiceSnapshot, who: string): string {
  switch (service.state) {
    case 'failed': {
      const next = service.nextTryMs === null ? 'It has to be started by hand' : capital(retry(service));
      return `${who} cannot run${service.reason === null ? '' : `: ${service.reason}`}. ${next}.`;
    }
    case 'backing-off':
      return `${who} has stopped. ${capital(retry(service))}.`;
    case 'running':
      return `${who} ${reports(service.health)}.`;
    case 'waiting':
      return `${who} has stopped. ${capital(awaited(service))}.`;
    default:
      return `${who} has stopped and is being restarted.`;
  }
}

function comingUp(snapshot: Snapshot): Sentence | null {
  const coming = snapshot.services.filter((service) => ['waiting', 'starting', 'stopping'].includes(service.state));
  if (coming.length === 0) return null;
  // What waits for the world is said first: there somebody can help, by switching the screen on or plugging a cable in.
  const outside = coming.find(waitsForTheWorld);
  if (outside !== undefined) return { text: `${capital(awaited(outside))}.`, tone: 'unknown' };
  return { text: `Starting: ${names(coming, snapshot)} ${coming.length === 1 ? 'is' : 'are'} not ready yet.`, tone: 'unknown' };
}

function well(snapshot: Snapshot): Sentence {
  const held = snapshot.services.filter((service) => service.stoppedBy === 'person');
  if (held.length > 0) {
    const text = `Everything else is running. ${capitalName(names(held, snapshot))} ${held.length === 1 ? 'was' : 'were'} stopped by hand.`;
    return { text, tone: 'unknown' };
  }
  const warning = snapshot.services.filter((service) => service.health === 'warning');
  if (warning.length > 0) return { text: `Everything is running, with a warning from ${names(warning, snapshot)}.`, tone: 'warning' };
  return { text: 'Everything is running.', tone: 'healthy' };
}

function names(services: readonly ServiceSnapshot[], snapshot: Snapshot): string {
  return list(services.map((service) => staffName(service, snapshot.services)));
}
