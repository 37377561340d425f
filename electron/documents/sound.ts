/** The sound of the machine: the default sink of its sound server. */
import { z } from 'zod';

export const soundSchema = z.discriminatedUnion('available', [
  z.object({ available: z.literal(true), sink: z.string(), volume_percent: z.int(), muted: z.boolean() }),
  /** `reason`: why there is none, as a sentence. */
  z.object({ available: z.literal(false), reason: z.string() }),
]);

export type Sound = z.infer<typeof soundSchema>;
