/**
 * What is kept of one incident: the document in the history database, and what `invigil incidents --json` prints. Times are
 * milliseconds since 1970, counted on from the incident's beginning by the monotonic clock, so that a stepped clock does not tear
 * it apart.
 */
import { z } from 'zod';

const time = z.number();

/** What broke. The first kinds are the policy's causes of an unplanned restart. */
const causeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exit'), code: z.int().nullable(), signal: z.string().nullable() }),
  z.object({ kind: z.literal('freeze'), silentMs: z.number(), detail: z.string().nullable() }),
  z.object({ kind: z.literal('never-ready'), afterMs: z.number() }),
  z.object({ kind: z.literal('stall'), stoodMs: z.number() }),
  z.object({ kind: z.literal('fatal'), message: z.string() }),
  z.object({ kind: z.literal('limit'), limit: z.enum(['memory', 'processes']), found: z.number(), allowed: z.number() }),
  z.object({ kind: z.literal('start-failure'), reason: z.string() }),
  z.object({ kind: z.literal('incompatible'), reason: z.string() }),
  /** The page was loaded again by its shell. */
  z.object({ kind: z.literal('page'), message: z.string().nullable() }),
  /** Something that the service waits for is gone. */
  z.object({ kind: z.literal('condition'), condition: z.string(), detail: z.string() }),
  /** It was to end for another reason, and does not. */
  z.object({ kind: z.literal('will-not-die') }),
  /** The supervisor before this one did not end in order; `seenAt`: the last sign of it. */
  z.object({ kind: z.literal('supervisor'), rebooted: z.boolean(), seenAt: time }),
]);

export type Cause = z.infer<typeof causeSchema>;

const momentSchema = z.object({ at: time }).and(
  z.discriminatedUnion('what', [
    z.object({ what: z.literal('failed'), cause: causeSchema }),
    /** The stop signal, the signal for a stack (`on_freeze`), SIGKILL. */
    z.object({ what: z.enum(['asked-to-end', 'asked-for-stack', 'killed']) }),
    z.object({ what: z.literal('restart-due'), attempt: z.int(), delayMs: z.number() }),
    /** `retried`: tried again every 60 s; else only a person starts it. */
    z.object({ what: z.literal('given-up'), reason: z.string(), retried: z.boolean() }),
    z.object({ what: z.enum(['started', 'ready', 'background', 'will-not-die', 'ladder-spent', 'safe-mode']) }),
    z.object({ what: z.literal('condition'), condition: z.string(), detail: z.string() }),
    z.object({ what: z.literal('storm'), restarts: z.int(), withinMs: z.number() }),
    z.object({ what: z.literal('rung'), act: z.enum(['taken', 'skipped']), rung: z.string(), reason: z.string().nullable() }),
    z.object({ what: z.literal('rung-helped') }),
    z.object({ what: z.literal('trial'), outcome: z.enum(['begun', 'failed', 'succeeded']), nextInMs: z.number().nullable() }),
    z.object({ what: z.literal('safe-mode-ended'), by: z.string() }),
    z.object({ what: z.literal('person'), command: z.string(), by: z.string() }),
    /** Another supervisor went on with it. */
    z.object({ what: z.literal('supervisor'), rebooted: z.boolean() }),
  ]),
);

export type Moment = z.infer<typeof momentSchema>;
/** A moment whose time is added by who writes it down. */
export type Happening = Moment extends infer M ? (M extends Moment ? Omit<M, 'at'> : never) : never;

const lineSchema = z.object({ at: time, stream: z.enum(['out', 'err', 'inv']), text: z.string() });
export type Line = z.infer<typeof lineSchema>;

const processSchema = z.object({
  pid: z.int(),
  name: z.string(),
  /** As in /proc/PID/status: `S (sleeping)`. */
  state: z.string(),
  threads: z.int().nullable(),
  memoryBytes: z.number().nullable(),
  /** The place in the kernel where it waits; null: it does not, or this may not be read. */
  waitsIn: z.string().nullable(),
  /** Its stack in the kernel, innermost first; only root may read it. */
  kernelStack: z.array(z.string()),
});
export type SeenProcess = z.infer<typeof processSchema>;

const usageSchema = z.object({
  at: time,
  memoryBytes: z.number(),
  cpuPercent: z.number(),
  processes: z.number(),
  openFiles: z.number(),
});
export type Usage = z.infer<typeof usageSchema>;

const evidenceSchema = z.object({
  /** The last lines at the first failure and at the latest one. */
  tails: z.array(z.object({ at: time, lines: z.array(lineSchema) })),
  /** The service's processes just before something was done to them. */
  processes: z.array(processSchema),
  usage: z.array(usageSchema),
  /** Where the core file is, or how to get at it; null: none is known of. */
  core: z.string().nullable(),
  /** Why there is no picture; null: there is one, or it is not known yet. */
  noPicture: z.string().nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const incidentSchema = z.object({
  id: z.string(),
  /** Null: the supervisor itself. */
  service: z.string().nullable(),
  role: z.enum(['core', 'display', 'audio', 'other']).nullable(),
  cause: causeSchema,
  /** The last beat before a freeze, the last progress before a stall; else as `detectedAt`. */
  firstSignAt: time,
  detectedAt: time,
  /** The first thing done about it. */
  actedAt: time.nullable(),
  readyAt: time.nullable(),
  endedAt: time.nullable(),
  /** Null while it is open. */
  outcome: z.enum(['recovered', 'stopped', 'closed', 'removed', 'safe-mode', 'shut-down', 'unknown']).nullable(),
  endedBy: z.string().nullable(),
  /** How often it failed before it was ready again. */
  failures: z.int(),
  /** Services that were restarted along with it. */
  others: z.array(z.string()),
  moments: z.array(momentSchema),
  /** So many moments are left out in the middle. */
  momentsLeftOut: z.int(),
  evidence: evidenceSchema,
});

/** What a list of incidents tells of each. */
export const headSchema = incidentSchema.pick({ role: true, cause: true });

export type Incident = z.infer<typeof incidentSchema>;
export type Outcome = NonNullable<Incident['outcome']>;
