/** The messages that services send (contract 3), read strictly, and the choice of a protocol version. */
import { z } from 'zod';
import { messageOf } from '../platform/errors.ts';
import type { HealthStatus } from '../supervisor/policy/event.ts';

/** A message is one frame of at most so many bytes. */
export const MAX_FRAME_BYTES = 65_536;

/** Versions of the protocol that this supervisor speaks, best first. */
export const SUPPORTED_VERSIONS: readonly number[] = [1];

const STATUSES = ['healthy', 'warning', 'error', 'fatal', 'unknown'] as const satisfies readonly HealthStatus[];
export const status = z.enum(STATUSES);

// A client in a language without `undefined` sends null for what it leaves out.
const left = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** Deeper than anybody nests; what is deeper than the stack could not be written down again. */
const MOST_LEVELS = 16;

const shallow = (value: unknown, levels = MOST_LEVELS): boolean =>
  typeof value !== 'object' || value === null || (levels > 0 && Object.values(value).every((one) => shallow(one, levels - 1)));

const envelope = { service: z.string(), instance: z.string() };

/** One named observation, as messages and health files give it. */
export const check = z.object({
  name: z.string(),
  status,
  message: left(z.string()),
  timestamp: left(z.string()),
  metadata: left(z.record(z.string(), z.unknown()).refine((metadata) => shallow(metadata), `nested deeper than ${MOST_LEVELS}`)).transform(
    (metadata) => metadata ?? {},
  ),
});

const message = z.discriminatedUnion('type', [
  z.object({
    ...envelope,
    type: z.literal('hello'),
    v: z.union([z.number(), z.array(z.number())]),
    client: left(z.string()),
    ready: left(z.boolean()),
  }),
  z.object({ ...envelope, type: z.literal('busy'), for_ms: z.number().nonnegative(), why: left(z.string()) }),
  z.object({ ...envelope, type: z.literal('health'), checks: z.array(check) }),
  z.object({ ...envelope, type: z.literal('error'), message: z.string(), fatal: left(z.boolean()), traceback: left(z.string()) }),
  z.object({
    ...envelope,
    type: z.literal('metric'),
    name: z.string(),
    value: z.number(),
    labels: left(z.record(z.string(), z.string())).transform((labels) => labels ?? {}),
  }),
  z.object({ ...envelope, type: z.literal('bye') }),
  // The shell's own words; not part of the public protocol.
  z.object({ ...envelope, type: z.literal('page'), state: z.enum(['shown', 'held', 'reloading', 'failed']), message: left(z.string()) }),
  z.object({ ...envelope, type: z.literal('captured'), id: z.string(), reason: left(z.string()) }),
  z.object({
    ...envelope,
    type: z.literal('overlay'),
    state: z.enum(['opened', 'closed']),
    way: z.enum(['hotkey', 'corner', 'command']),
  }),
  z.object({ ...envelope, type: z.literal('renew'), reason: z.string(), software: z.boolean() }),
]);

/** Who speaks on a way that belongs to one instance: it need not say so. */
export interface Speaker {
  readonly service: string;
  readonly instance: string;
}

export interface Beat extends Speaker {
  readonly type: 'beat';
  readonly progress: number | null;
  readonly status: HealthStatus | null;
  readonly message: string | null;
}

export type FromService = z.output<typeof message> | Beat;

const unknownType = z.object({ ...envelope, type: z.string() });
const known: ReadonlySet<string> = new Set(message.options.map((option) => option.shape.type.value));

export type Parsed =
  | { readonly kind: 'message'; readonly message: FromService }
  /** Of a type that this version does not have: ignored. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Reads one frame. `speaker`: what it may leave out. */
export function parseMessage(frame: Buffer, speaker?: Speaker): Parsed {
  let value: unknown;
  try {
    const read: unknown = JSON.parse(frame.toString('utf8'));
    value = speaker !== undefined && typeof read === 'object' && read !== null ? { ...speaker, ...read } : read;
  } catch (error) {
    return { kind: 'unreadable', why: messageOf(error) };
  }
  const beat = readBeat(value);
  if (beat !== null) return { kind: 'message', message: beat };
  const parsed = message.safeParse(value);
  if (parsed.success) return { kind: 'message', message: parsed.data };
  const other = unknownType.safeParse(value);
  if (other.success && !known.has(other.data.type)) return { kind: 'unknown' };
  const [issue] = (other.success ? parsed.error : other.error).issues;
  return { kind: 'unreadable', why: issue === undefined ? 'not a message' : `${issue.path.join('.') || 'message'}: ${issue.message}` };
}

/** Reads what one connection says: a beat is most often the same to the byte as the one before, and then need not be read again. */
export class MessageReader {
  #body: Buffer | null = null;
  #beat: Parsed | null = null;

  read(body: Buffer): Parsed {
    if (this.#beat !== null && this.#body?.equals(body) === true) return this.#beat;
    const parsed = parseMessage(body);
    if (parsed.kind === 'message' && parsed.message.type === 'beat') {
      this.#body = Buffer.from(body);
      this.#beat = parsed;
    }
    return parsed;
  }
}

/**
 * A beat is nearly all that comes, and by hand it is read in a tenth of the time that a schema takes. It is a sign of life whatever is wrong
 * with what it carries: a bad field is left out, the beat is not. Null: it is something else, or nobody's.
 */
function readBeat(value: unknown): Beat | null {
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'beat') return null;
  const { service, instance, progress, status: health, message: words }: Partial<Record<keyof Beat, unknown>> = value;
  if (typeof service !== 'string' || typeof instance !== 'string') return null;
  return {
    type: 'beat',
    service,
    instance,
    progress: typeof progress === 'number' && Number.isFinite(progress) ? progress : null,
    status: STATUSES.find((one) => one === health) ?? null,
    message: typeof words === 'string' ? words : null,
  };
}

/** The best version that both sides speak; null: none. */
export function commonVersion(offered: number | readonly number[]): number | null {
  const theirs = typeof offered === 'number' ? [offered] : offered;
  return SUPPORTED_VERSIONS.find((version) => theirs.includes(version)) ?? null;
}
