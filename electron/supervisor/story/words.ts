/** The words for what broke, and how it ended. Pure. */
import type { Cause, Incident, Outcome } from '../../incident/record.ts';
import { withoutMs } from '../../incident/story.ts';
import { broke } from '../cause-words.ts';
import { duration, staffName } from '../words.ts';

/** What staff call it: `the sound`; developers' name behind it where that is another one. */
export function whoOf({ service, role }: Incident): string {
  if (service === null) return 'the supervisor';
  const one = { name: service, role: role ?? 'other' } as const;
  const name = staffName(one, [one]);
  return name === service ? service : `${name} (${service})`;
}

/** The same in a few words, for a list or a title. */
export function shortly(cause: Cause): string {
  switch (cause.kind) {
    case 'exit':
      return cause.signal === null && cause.code !== 0 && cause.code !== null ? `exit status ${cause.code}` : broke(cause);
    case 'freeze':
      return `froze for ${duration(cause.silentMs)}`;
    case 'never-ready':
      return `not ready after ${duration(cause.afterMs)}`;
    case 'stall':
      return `no progress for ${duration(cause.stoodMs)}`;
    case 'fatal':
      return 'asked to be restarted';
    case 'limit':
      return cause.limit === 'memory' ? 'used too much memory' : 'had too many processes';
    case 'start-failure':
      return 'could not start';
    case 'incompatible':
      return 'client does not fit';
    case 'page':
      return 'page loaded again';
    case 'condition':
      return `${cause.condition} was gone`;
    case 'will-not-die':
      return 'did not end';
    case 'supervisor':
      return cause.rebooted ? 'the machine went down' : 'was killed or crashed';
  }
}

const ENDED: Readonly<Record<Exclude<Outcome, 'recovered'>, string>> = {
  stopped: 'It was stopped by hand',
  closed: 'It ended with the opening hours',
  removed: 'It ended when the service left the exhibit file',
  'safe-mode': 'It ended in safe mode: visitors see the holding page',
  'shut-down': 'It ended when the supervisor was ended',
  unknown: 'How it went on is not known, because the supervisor ended as well',
};

/** How long visitors were without it, and how that ended. */
export function howLong(incident: Incident, now: number): string {
  const { outcome, endedBy, cause } = incident;
  const most = cause.kind === 'supervisor' ? 'at most ' : '';
  const time = `${most}${duration(withoutMs(incident, now))}`;
  if (outcome === null) return `Visitors have been without it for ${time} so far.`;
  if (outcome === 'recovered') return `Visitors were without it for ${time}.`;
  return `${ENDED[outcome]}${endedBy === null ? '' : ` (${endedBy})`}, after ${time}.`;
}
