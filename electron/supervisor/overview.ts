/**
 * What doors for people show: the status, and with it the words that only the supervisor can make. It stands beside the
 * status, not in it, because programs rely on the status's shape (contract 6) and words may change at any time.
 */
import { z } from 'zod';
import { doing, toneOf } from './doing.ts';
import { sentence } from './sentence.ts';
import type { Snapshot } from './snapshot.ts';
import { healthStatusSchema, statusJson, statusSchema } from './status-json.ts';
import { staffName } from './words.ts';

const toneSchema = z.enum([...healthStatusSchema.options, 'paused', 'closed']);

export const overviewSchema = z.object({
  title: z.string(),
  sentence: z.object({ text: z.string(), tone: toneSchema }),
  /** In the order of `status.services`. `name` is what staff call it, `doing` what it does now, `reason` what went wrong. */
  services: z.array(z.object({ name: z.string(), tone: toneSchema, doing: z.string(), reason: z.string().nullable() })),
  status: statusSchema,
});

export type Overview = z.infer<typeof overviewSchema>;

/** `now`: the wall clock in milliseconds. */
export function overview(snapshot: Snapshot, now: number): Overview {
  return {
    title: snapshot.title,
    sentence: sentence(snapshot, now),
    services: snapshot.services.map((service) => ({
      name: staffName(service, snapshot.services),
      tone: toneOf(service),
      doing: doing(service, now),
      reason: service.reason,
    })),
    status: statusJson(snapshot),
  };
}
