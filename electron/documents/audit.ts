/** `GET /api/v1/audit?limit=200`: who did what, newest first; also what was refused, and every sign-in. */
import { z } from 'zod';

export const auditSchema = z.object({
  entries: z.array(
    z.object({
      at: z.int(),
      /** Null: nobody knows who it was. */
      actor: z.string().nullable(),
      command: z.string(),
      outcome: z.string(),
      /** The entry as one line. */
      line: z.string(),
    }),
  ),
});

export type Audit = z.infer<typeof auditSchema>;
