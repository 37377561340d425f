/** `GET /api/v1/incidents/:number`: one incident whole, for people: its story and its evidence as text. */
import { z } from 'zod';
import { incidentsSchema } from './incidents.ts';

const tailSchema = z.object({
  /** When the service failed, with these as its last lines. */
  at: z.int(),
  lines: z.array(z.object({ at: z.int(), stream: z.enum(['out', 'err', 'inv']), text: z.string() })),
});

/** What the list tells of it, and more. */
export const incidentDocumentSchema = incidentsSchema.shape.incidents.element.extend({
  /** As `invigil incidents NUMBER` prints it, without colours. */
  story: z.string(),
  /** The last lines at the first failure and at the latest one. */
  tails: z.array(tailSchema),
  /** Where its processes stood, as text; null: nothing was seen of them. */
  stack: z.string().nullable(),
});

export type IncidentDocument = z.infer<typeof incidentDocumentSchema>;
