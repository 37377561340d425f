/** `sign-in.json`: what has to outlive the supervisor, so that ending it gives nobody another try. */
import { z } from 'zod';
import { SUSPECT, type Throttle, UNTRIED } from './throttle.ts';

export interface Kept {
  /** Counted uptime: for how long supervisors of this exhibit have run. */
  readonly uptimeMs: number;
  readonly throttle: Throttle;
}

const time = z.number().nonnegative();

export const keptSchema = z
  .strictObject({
    version: z.literal(1),
    uptime_ms: time,
    wrong: z.int().nonnegative(),
    last_ms: time,
    forgiven_ms: time.nullable(),
    told_ms: time.nullable(),
  })
  .refine(
    ({ uptime_ms, last_ms, forgiven_ms, told_ms }) => Math.max(last_ms, forgiven_ms ?? 0, told_ms ?? 0) <= uptime_ms,
    'a time later than the uptime counted',
  );

export type KeptJson = z.infer<typeof keptSchema>;

export function toJson({ uptimeMs, throttle }: Kept): KeptJson {
  const { wrong, lastAt, forgivenAt, toldAt } = throttle;
  return { version: 1, uptime_ms: uptimeMs, wrong, last_ms: lastAt, forgiven_ms: forgivenAt, told_ms: toldAt };
}

export function fromJson({ uptime_ms, wrong, last_ms, forgiven_ms, told_ms }: KeptJson): Kept {
  return { uptimeMs: uptime_ms, throttle: { wrong, lastAt: last_ms, forgivenAt: forgiven_ms, toldAt: told_ms } };
}

/** A first start. */
export const FRESH: Kept = { uptimeMs: 0, throttle: UNTRIED };

/** In place of what is damaged or cannot be read. */
export const LOST: Kept = { uptimeMs: 0, throttle: SUSPECT };
