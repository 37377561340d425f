/**
 * What doors for people show: the status, and with it the words that only the supervisor can make. It stands beside the
 * status, not in it, because programs rely on the status's shape (contract 6) and words may change at any time.
 */
import { z } from 'zod';
import { healthStatusSchema, statusSchema } from './status.ts';

/** Which shape and colour stand beside the words. */
export const toneSchema = z.enum([...healthStatusSchema.options, 'paused', 'closed']);

/** Is it all right? */
export const sentenceSchema = z.object({ text: z.string(), tone: toneSchema });

const serviceSchema = z.object({
  /** What staff call it: `the sound`. */
  name: z.string(),
  tone: toneSchema,
  /** What it does now. */
  doing: z.string(),
  /** What went wrong, while it is not mended. */
  reason: z.string().nullable(),
  /** A page in the shell: it can be loaded anew without a restart. */
  page: z.boolean(),
  /** Silence after which it counts as frozen, in milliseconds; null: not judged. */
  beat_deadline_ms: z.number().nullable(),
  /** 100: one core; null: nothing of it runs, or it was not measured yet. */
  cpu_percent: z.number().nullable(),
  memory_bytes: z.number().nullable(),
});

export const overviewSchema = z.object({
  title: z.string(),
  sentence: sentenceSchema,
  /** In the order of `status.services`. */
  services: z.array(serviceSchema),
  status: statusSchema,
});

export type Tone = z.infer<typeof toneSchema>;
export type Overview = z.infer<typeof overviewSchema>;
