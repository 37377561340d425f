/**
 * `GET /api/v1/logs?services=core,audio&search=TEXT&before=CURSOR&limit=200`: lines of several services together, oldest first, the newest
 * page first. `GET /api/v1/logs/follow?services=&search=&after=CURSOR`: the same lines as they come (SSE, event `lines`, the data is
 * a list of lines).
 */
import { z } from 'zod';

export const logLineSchema = z.object({
  /** Where it stands, for links and for paging: a text that only its maker understands. */
  cursor: z.string(),
  service: z.string(),
  at: z.int(),
  stream: z.enum(['out', 'err', 'inv']),
  /** At most 2,000 characters. */
  text: z.string(),
});

export const logPageSchema = z.object({
  lines: z.array(logLineSchema),
  /** Asked for as `before` gives the page before this one; null: there is none. */
  before: z.string().nullable(),
  /** Whether the search had to stop early (500 ms); `before` goes on from there. */
  stopped_early: z.boolean(),
});

export type LogLine = z.infer<typeof logLineSchema>;
export type LogPage = z.infer<typeof logPageSchema>;
