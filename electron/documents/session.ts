/**
 * Signing in over the network: `GET /api/v1/session` says who asks, `POST` with a name and a password sets the cookie, `DELETE` ends it.
 * `GET` is open to everybody; without a session it tells nothing but that a sign-in is needed.
 */
import { z } from 'zod';
import { ROLES } from './sign-in.ts';

export const sessionSchema = z.object({
  /** Whether anybody could sign in: a password is set. */
  passwords: z.boolean(),
  /** Milliseconds until the next password is taken; 0: now. */
  wait_ms: z.number(),
  signed_in: z.object({ name: z.string(), role: z.enum(ROLES) }).nullable(),
  /** The exhibit's title; null without a session. */
  title: z.string().nullable(),
  locale: z.string(),
  /** The exhibit's, as `Europe/Berlin`: in which times are shown; left out without a session. */
  time_zone: z.string().optional(),
});

export const credentialsSchema = z.strictObject({ name: z.string().min(1).max(64), password: z.string().min(1).max(1024) });

export type Session = z.infer<typeof sessionSchema>;
export type Credentials = z.infer<typeof credentialsSchema>;
