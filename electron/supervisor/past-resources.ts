/** What of the past can be read through the API: history, who did what, single incidents. */
import { z } from 'zod';
import { type Resource, Unreadable } from '../api/door.ts';
import { auditSchema } from '../documents/audit.ts';
import { changesSchema, RANGES, resourceHistorySchema, stripsSchema } from '../documents/history.ts';
import { incidentDocumentSchema } from '../documents/incident.ts';
import { translate } from '../documents/words/translate.ts';
import type { Past } from '../history/history.ts';
import { fromHistory } from './from-history.ts';
import { incidentDocument } from './incident-document.ts';
import type { Snapshot } from './snapshot.ts';
import { wholeNumber } from './whole-number.ts';

const HOUR_MS = 3_600_000;
/** A month and a little. */
const MOST_HOURS = 768;

const range = z.object({ range: z.enum(RANGES).default('hour').describe('An hour by minutes, a day by 5 minutes, a month by hours.') });
const hours = z.object({ hours: wholeNumber(1, MOST_HOURS, 24).describe('So far back from now.') });
const limit = z.object({ limit: wholeNumber(1, 2_000, 200).describe('So many of the newest.') });

export function pastResources(past: Past, snapshot: () => Snapshot): readonly Resource[] {
  return [
    {
      name: 'history/resources',
      summary: 'What machine and services used.',
      asks: range.shape,
      schema: resourceHistorySchema,
      read: async (asked) => fromHistory(past.resources(range.parse(asked).range)),
    },
    {
      name: 'history/strips',
      summary: 'What each service was, the worst of each stretch of time.',
      asks: hours.shape,
      schema: stripsSchema,
      read: async (asked) => fromHistory(past.strips(hours.parse(asked).hours * HOUR_MS)),
    },
    {
      name: 'history/changes',
      summary: 'Changes of status, newest first.',
      asks: limit.shape,
      schema: changesSchema,
      async read(asked, words) {
        const changes = await fromHistory(past.changes(limit.parse(asked).limit));
        return {
          changes: changes.map(({ at, service, state, health, reason }) => {
            return { at, service, state, health, reason: reason === null ? null : translate(reason, words) };
          }),
        };
      },
    },
    {
      name: 'audit',
      summary: 'Who did what, newest first.',
      asks: limit.shape,
      schema: auditSchema,
      read: async (asked) => ({ entries: await fromHistory(past.audit(limit.parse(asked).limit)) }),
    },
    {
      name: 'incidents/:number',
      summary: 'One incident: its story and its evidence.',
      schema: incidentDocumentSchema,
      async read({ number = '' }, words) {
        const stored = /^[1-9]\d{0,9}$/.test(number) ? await fromHistory(past.incident(Number(number))) : null;
        if (stored === null) throw new Unreadable('not-found', `There is no incident ${number}.`);
        return incidentDocument(stored, snapshot().services, Date.now(), words);
      },
    },
  ];
}
