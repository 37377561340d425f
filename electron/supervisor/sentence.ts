/**
 * The one sentence that answers "is it all right?". Made here and nowhere else, from the snapshot alone, for every door:
 * command line, API, overlay, alerts, systemd's status text.
 *
 * The exhibit's state decides what is said first (contract 2); within it the worst trouble does. A second sentence may
 * follow, never a list. A technical reason stands in it only where somebody has to act on it.
 */
import type { Tone } from '../documents/overview.ts';
import { en } from '../documents/words/en.ts';
import { fill } from '../documents/words/fill.ts';
import { translate } from '../documents/words/translate.ts';
import type { Words } from '../documents/words/words.ts';
import { awaited, isTroubled, reports, retry, toneOf, waitsForTheWorld } from './doing.ts';
import type { ServiceSnapshot, Snapshot } from './snapshot.ts';
import { capital, capitalName, list, moreTime, remaining, staffName } from './words.ts';

export interface Sentence {
  readonly text: string;
  readonly tone: Tone;
}

/** `now`: the wall clock in milliseconds, because a pause ends at a time of day. */
export function sentence(snapshot: Snapshot, now: number, words: Words = en): Sentence {
  const { sentence: says } = words;
  switch (snapshot.state) {
    case 'stopping':
      return { text: says.stopping, tone: 'unknown' };
    case 'safe-mode':
      return { text: fill(says.safeMode, { next: trial(snapshot, words) }), tone: 'fatal' };
    case 'stopped':
      return { text: says.stopped, tone: 'unknown' };
    case 'closed':
      return { text: says.closed, tone: 'closed' };
    case 'paused':
      return { text: paused(snapshot, now, words), tone: 'paused' };
    case 'starting':
    case 'degraded':
    case 'running':
      return troubled(snapshot, words) ?? comingUp(snapshot, words) ?? well(snapshot, words);
  }
}

function trial({ safeModeRetryMs }: Snapshot, words: Words): string {
  if (safeModeRetryMs === null) return words.sentence.tryingNow;
  return fill(words.sentence.tryingIn, { duration: remaining(safeModeRetryMs, words) });
}

function paused(snapshot: Snapshot, now: number, words: Words): string {
  const { sentence: says } = words;
  const until =
    snapshot.pausedUntil === null
      ? says.paused
      : fill(says.pausedFor, { time: moreTime(Math.max(0, Date.parse(snapshot.pausedUntil) - now), words) });
  const down = snapshot.services.filter((service) => service.state !== 'stopped' && service.state !== 'running' && isTroubled(service));
  if (down.length === 0) return until;
  return `${until} ${oneOrSome(down, snapshot, says.oneDownMeanwhile, says.someDownMeanwhile, words)}`;
}

function troubled(snapshot: Snapshot, words: Words): Sentence | null {
  const [worst, ...others] = snapshot.services.filter(isTroubled).sort((a, b) => gravity(b) - gravity(a));
  if (worst === undefined) return null;
  const first = trouble(worst, capitalName(staffName(worst, snapshot.services, words), words), words);
  const text = others.length === 0 ? first : `${first} ${fill(words.sentence.others, { who: names(others, snapshot, words) })}`;
  return { text, tone: toneOf(worst) };
}

function gravity(service: ServiceSnapshot): number {
  return ['stopped', 'running', 'waiting', 'stopping', 'starting', 'backing-off', 'failed'].indexOf(service.state);
}

function trouble(service: ServiceSnapshot, who: string, words: Words): string {
  const { sentence: says } = words;
  switch (service.state) {
    case 'failed': {
      const next = service.nextTryMs === null ? says.byHand : capital(retry(service, words));
      if (service.reason === null) return fill(says.cannotRun, { who, next });
      return fill(says.cannotRunBecause, { who, next, reason: translate(service.reason, words) });
    }
    case 'backing-off':
      return fill(says.down, { who, next: capital(retry(service, words)) });
    case 'running':
      return fill(says.reports, { who, reports: reports(service.health, words) });
    case 'waiting':
      return fill(says.down, { who, next: capital(awaited(service, words)) });
    default:
      return fill(says.restarting, { who });
  }
}

function comingUp(snapshot: Snapshot, words: Words): Sentence | null {
  const coming = snapshot.services.filter((service) => ['waiting', 'starting', 'stopping'].includes(service.state));
  if (coming.length === 0) return null;
  // What waits for the world is said first: there somebody can help, by switching the screen on or plugging a cable in.
  const outside = coming.find(waitsForTheWorld);
  if (outside !== undefined) return { text: `${capital(awaited(outside, words))}.`, tone: 'unknown' };
  const { oneComing, someComing } = words.sentence;
  return { text: fill(coming.length === 1 ? oneComing : someComing, { who: names(coming, snapshot, words) }), tone: 'unknown' };
}

function well(snapshot: Snapshot, words: Words): Sentence {
  const { sentence: says } = words;
  const held = snapshot.services.filter((service) => service.stoppedBy === 'person');
  if (held.length > 0) return { text: oneOrSome(held, snapshot, says.oneHeld, says.someHeld, words), tone: 'unknown' };
  const warning = snapshot.services.filter((service) => service.health === 'warning');
  if (warning.length > 0) return { text: fill(says.warning, { who: names(warning, snapshot, words) }), tone: 'warning' };
  return { text: says.running, tone: 'healthy' };
}

/** A sentence that begins with the services. */
function oneOrSome(services: readonly ServiceSnapshot[], snapshot: Snapshot, one: string, some: string, words: Words): string {
  return fill(services.length === 1 ? one : some, { who: capitalName(names(services, snapshot, words), words) });
}

function names(services: readonly ServiceSnapshot[], snapshot: Snapshot, words: Words): string {
  return list(
    services.map((service) => staffName(service, snapshot.services, words)),
    words,
  );
}
