/** What went wrong with a request, as RFC 9457 says it (`application/problem+json`). */
import { z } from 'zod';

/** The `type` of a problem is this and its kind; a client tells problems apart by it. */
export const PROBLEM_URN = 'urn:invigil:problem:';

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What happened and what would be right, as a sentence. */
  detail: z.string(),
  problems: z.array(z.string()).optional(),
  /** To be sent back by the same person in time, to have it done. */
  confirmation: z.object({ token: z.string(), expires_in_ms: z.number() }).optional(),
  /** Of a sign-in: milliseconds until the next one is taken. */
  wait_ms: z.number().optional(),
});

export type ProblemJson = z.infer<typeof problemSchema>;
