/** How the record of one incident grows: begun, told on, ended. Pure; times are milliseconds since 1970. */
import { clipText } from './clip.ts';
import type { Cause, Happening, Incident, Moment, Outcome } from './record.ts';

/** A long trouble keeps its first and its last moments. */
const FIRST_MOMENTS = 40;
const LAST_MOMENTS = 40;
const MOST_OTHERS = 50;

export interface Beginning {
  readonly id: string;
  readonly service: string | null;
  readonly role: Incident['role'];
  readonly cause: Cause;
  readonly at: number;
}

/** A new incident; its cause is not among its moments yet. */
export function begin({ id, service, role, cause, at }: Beginning): Incident {
  return {
    id,
    service,
    role,
    cause: clipped(cause),
    firstSignAt: firstSign(cause, at),
    detectedAt: at,
    actedAt: null,
    readyAt: null,
    endedAt: null,
    outcome: null,
    endedBy: null,
    failures: 0,
    others: [],
    moments: [],
    momentsLeftOut: 0,
    evidence: { tails: [], processes: [], usage: [], core: null, noPicture: null },
  };
}

const ACTS: readonly Happening['what'][] = ['asked-to-end', 'asked-for-stack', 'killed', 'started'];

/** Something happened in it. */
export function tellOn(incident: Incident, happening: Happening, at: number): Incident {
  const moment: Moment = { ...clipped(happening), at };
  const moments = [...incident.moments, moment];
  const tooMany = moments.length > FIRST_MOMENTS + LAST_MOMENTS;
  return {
    ...incident,
    failures: incident.failures + (happening.what === 'failed' ? 1 : 0),
    actedAt: incident.actedAt ?? (ACTS.includes(happening.what) ? at : null),
    moments: tooMany ? [...moments.slice(0, FIRST_MOMENTS), ...moments.slice(FIRST_MOMENTS + 1)] : moments,
    momentsLeftOut: incident.momentsLeftOut + (tooMany ? 1 : 0),
  };
}

/** Another service was restarted along with it. */
export function alongWith(incident: Incident, service: string): Incident {
  if (incident.others.includes(service) || incident.others.length >= MOST_OTHERS) return incident;
  return { ...incident, others: [...incident.others, service] };
}

export function end(incident: Incident, outcome: Outcome, by: string | null, at: number): Incident {
  const readyAt = outcome === 'recovered' ? at : null;
  const last = readyAt === null ? incident : tellOn(incident, { what: 'ready' }, at);
  return { ...last, outcome, endedBy: by, endedAt: at, readyAt };
}

/** How long visitors were without it, in milliseconds; of an open one until `now`. */
export function withoutMs({ firstSignAt, readyAt, endedAt }: Incident, now: number): number {
  return Math.max(0, (readyAt ?? endedAt ?? now) - firstSignAt);
}

/** Silence and standstill began before they were noticed, and a start that never got ready had been nothing to look at. */
function firstSign(cause: Cause, at: number): number {
  switch (cause.kind) {
    case 'freeze':
      return at - cause.silentMs;
    case 'stall':
      return at - cause.stoodMs;
    case 'never-ready':
      return at - cause.afterMs;
    case 'supervisor':
      return Math.min(cause.seenAt, at);
    default:
      return at;
  }
}

/** Words come from programs and may be of any length. */
function clipped<T extends object>(fact: T): T {
  const clip = (value: unknown) =>
    typeof value === 'string' ? clipText(value) : typeof value === 'object' && value !== null ? clipped(value) : value;
  const entries = Object.entries(fact).map(([key, value]) => [key, clip(value)]);
  return { ...fact, ...Object.fromEntries(entries) };
}
