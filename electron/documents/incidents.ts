/** What failed lately, newest first, as a list for people. The whole record: `invigil incidents ID`. */
import { z } from 'zod';

export const incidentsSchema = z.object({
  incidents: z.array(
    z.object({
      number: z.int(),
      service: z.string().nullable(),
      /** What staff call the service; null: it was the supervisor itself. */
      name: z.string().nullable(),
      started_at: z.iso.datetime({ offset: true }),
      /** Null: it is not over. */
      ended_at: z.iso.datetime({ offset: true }).nullable(),
      /** What happened, as a sentence. */
      what: z.string(),
      has_picture: z.boolean(),
    }),
  ),
});

export type Incidents = z.infer<typeof incidentsSchema>;
