/** `sign-in.json`: what has to outlive the supervisor, so that ending it gives nobody another try. */
import { z } from 'zod';
import { SUSPECT, type Throttle, UNTRIED } from './throttle.ts';

/** What is guessed: PINs at the screen, or passwords over the network. Each has a budget of its own (docs/security.md). */
export const COUNTS = ['screen', 'network'] as const;
export type Count = (typeof COUNTS)[number];

export interface Kept extends Readonly<Record<Count, Throttle>> {
  /** Counted uptime: for how long supervisors of this exhibit have run. */
  readonly uptimeMs: number;
}

const time = z.number().nonnegative();
const tries = z.strictObject({ wrong: z.int().nonnegative(), last_ms: time, forgiven_ms: time.nullable(), told_ms: time.nullable() });
type TriesJson = z.infer<typeof tries>;

const second = z.strictObject({ version: z.literal(2), uptime_ms: time, screen: tries, network: tries });

/** Of the first version, which had no passwords. */
const first = tries.extend({ version: z.literal(1), uptime_ms: time });

/** Whichever version it is, as the one that is written. */
export const keptSchema = z
  .union([second, first])
  .transform((kept): z.infer<typeof second> => {
    if (kept.version === 2) return kept;
    const { version, uptime_ms, ...screen } = kept;
    return { version: 2, uptime_ms, screen, network: triesJson(UNTRIED) };
  })
  .refine(({ uptime_ms, screen, network }) => [screen, network].every((count) => latest(count) <= uptime_ms), {
    error: 'a time later than the uptime counted',
  });

export type KeptJson = z.infer<typeof keptSchema>;

function latest({ last_ms, forgiven_ms, told_ms }: TriesJson): number {
  return Math.max(last_ms, forgiven_ms ?? 0, told_ms ?? 0);
}

function triesJson({ wrong, lastAt, forgivenAt, toldAt }: Throttle): TriesJson {
  return { wrong, last_ms: lastAt, forgiven_ms: forgivenAt, told_ms: toldAt };
}

function throttle({ wrong, last_ms, forgiven_ms, told_ms }: TriesJson): Throttle {
  return { wrong, lastAt: last_ms, forgivenAt: forgiven_ms, toldAt: told_ms };
}

export function toJson({ uptimeMs, screen, network }: Kept): KeptJson {
  return { version: 2, uptime_ms: uptimeMs, screen: triesJson(screen), network: triesJson(network) };
}

export function fromJson({ uptime_ms, screen, network }: KeptJson): Kept {
  return { uptimeMs: uptime_ms, screen: throttle(screen), network: throttle(network) };
}

/** A first start. */
export const FRESH: Kept = { uptimeMs: 0, screen: UNTRIED, network: UNTRIED };

/** In place of what is damaged or cannot be read. */
export const LOST: Kept = { uptimeMs: 0, screen: SUSPECT, network: SUSPECT };
