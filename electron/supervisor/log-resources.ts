/** What services write, for pages: searched page by page, and followed as it comes. */
import { z } from 'zod';
import { type Asked, type Resource, Unreadable } from '../api/door.ts';
import { logLineSchema, logPageSchema } from '../documents/log-search.ts';
import { OWN_LOG } from '../log/read.ts';
import { CURSOR_PATTERN, fromCursor, type LogSearch, LogSearchError } from '../log/search/search.ts';
import type { Snapshot } from './snapshot.ts';
import { wholeNumber } from './whole-number.ts';

const services = z.string().max(4_096).default('').describe("Names with commas between them; left out: all, and the supervisor's own.");
const search = z.string().max(200).default('').describe('A text that the lines hold, in any case; left out: every line.');
const cursor = z.string().regex(CURSOR_PATTERN);

const page = z.object({
  services,
  search,
  before: cursor.optional().describe('The page before this line, or before this page.'),
  limit: wholeNumber(1, 1_000, 200).describe('So many lines at most.'),
});
const following = z.object({ services, search, after: cursor.optional().describe('From what stands after this line.') });

export function logResources(logs: Pick<LogSearch, 'find' | 'follow'>, snapshot: () => Snapshot): readonly Resource[] {
  const meant = (names: string): readonly string[] => {
    const all = [...snapshot().services.map(({ name }) => name), OWN_LOG];
    const named = names.split(',').filter((name) => name !== '');
    const unknown = named.find((name) => !all.includes(name));
    if (unknown !== undefined) throw new Unreadable('unknown-service', `There is no service "${unknown}".`);
    return named.length === 0 ? all : [...new Set(named)];
  };
  return [
    {
      name: 'logs',
      summary: 'Lines of several services together, the newest page first.',
      asks: page.shape,
      schema: logPageSchema,
      async read(asked) {
        const wanted = page.parse(asked);
        return logs.find({ ...wanted, services: meant(wanted.services), before: placeOf(wanted.before) }).catch(unreadable);
      },
    },
    {
      name: 'logs/follow',
      summary: 'The same lines as they come.',
      asks: following.shape,
      event: 'lines',
      schema: z.array(logLineSchema),
      follow(asked: Asked, listener) {
        const followed = following.parse(asked);
        try {
          return logs.follow({ ...followed, services: meant(followed.services), after: placeOf(followed.after) }, listener);
        } catch (error) {
          return unreadable(error);
        }
      },
    },
  ];
}

function placeOf(text: string | undefined) {
  return text === undefined ? null : fromCursor(text);
}

function unreadable(error: unknown): never {
  if (!(error instanceof LogSearchError)) throw error;
  throw new Unreadable('refused', `The logs cannot be read now: ${error.message}.`);
}
