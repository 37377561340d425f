/** The newest incidents as a list for people, made from what the history has of them. Pure. */
import type { Incidents } from '../documents/incidents.ts';
import { en } from '../documents/words/en.ts';
import type { Words } from '../documents/words/words.ts';
import type { StoredIncident } from '../history/history.ts';
import { headSchema } from '../incident/record.ts';
import { broke } from './cause-words.ts';
import type { Snapshot } from './snapshot.ts';
import { capitalName, staffName } from './words.ts';

/** So many are listed. */
export const LISTED = 20;
/** What of an incident's record a list needs. */
export const LISTED_KEYS: readonly string[] = Object.keys(headSchema.shape);

export function incidentsDocument(stored: readonly StoredIncident[], services: Snapshot['services'], words: Words = en): Incidents {
  return { incidents: stored.map((incident) => listed(incident, services, words)) };
}

/** One of them. */
export function listed(
  { number, service, startedAt, endedAt, document, hasPicture }: StoredIncident,
  services: Snapshot['services'],
  words: Words,
): Incidents['incidents'][number] {
  const head = headSchema.safeParse(document).data;
  // One that has left the file since is called by what it was.
  const known = services.find((one) => one.name === service);
  const name = service === null ? null : staffName({ name: service, role: known?.role ?? head?.role ?? 'other' }, services, words);
  const what = head === undefined ? words.broke.unknown : broke(head.cause, words);
  return {
    number,
    service,
    name,
    started_at: new Date(startedAt).toISOString(),
    ended_at: endedAt === null ? null : new Date(endedAt).toISOString(),
    what: `${name === null ? 'Invigil' : capitalName(name, words)} ${what}.`,
    has_picture: hasPicture,
  };
}
