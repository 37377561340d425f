/** Signing in on the screen: what the PIN pad has to know, and what a right PIN gives. */
import { z } from 'zod';
import { sentenceSchema } from './overview.ts';

export const ROLES = ['view', 'staff', 'admin'] as const;

/** `GET /api/v1/sign-in`: what the PIN pad shows. */
export const padSchema = z.object({
  /** Whether any PIN is set; without one nobody can sign in on the screen. */
  pins: z.boolean(),
  /** Milliseconds until the next PIN is taken; 0: now. */
  wait_ms: z.number(),
  /** Commands that the exhibit file allows without a PIN. */
  without_pin: z.array(z.string()),
  /** The exhibit's one sentence, only where no PIN is set: then the screen shows it to whoever opens the overlay. */
  sentence: sentenceSchema.optional(),
});

/** `POST /api/v1/sign-in` with a right PIN. */
export const signedInSchema = z.object({
  /** Stands for the person in further requests; ends with the overlay, or 10 minutes after its last use. */
  session: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
});

export type Pad = z.infer<typeof padSchema>;
export type SignedIn = z.infer<typeof signedInSchema>;
