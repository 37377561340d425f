/**
 * What the policy remembers, in a form that goes to the disk as JSON: a supervisor clears what an earlier one raised. Times are monotonic
 * milliseconds unless they say `wall`.
 *
 * Bounds: 200 troubles with at most 14 statuses of 700 characters, 400 memories of 20 moments, 50 receivers. That is under 4 MB, of which
 * an exhibit in its worst hour needs some kilobytes.
 */
import { z } from 'zod';

export const MOST_TROUBLES = 200;
export const MOST_MEMORIES = 400;
/** Moments at which something became bad or well, the last ones. */
export const MOST_CHANGES = 20;
export const MOST_STATUSES = 14;
const MOST_TITLE = 100;
const MOST_TEXT = 600;

const time = z.number();
const level = z.enum(['info', 'warning', 'error', 'fatal']);

/** One way in which a trouble shows: `restarting`, `storm`, `safe-mode`, `error`, ... */
const statusSchema = z.object({
  name: z.string().max(40),
  /** What `[alerts.levels]` calls it. */
  kind: z.string().max(40),
  level,
  /** Something lesser than what was told is not told. */
  weight: z.int(),
  /** It shows now, since then. What is mended shows no more. */
  since: time.nullable(),
  /** Told at once; else when it has lasted for `quiet_for`. */
  urgent: z.boolean(),
  title: z.string().max(MOST_TITLE),
  text: z.string().max(MOST_TEXT),
  told: z.boolean(),
  /** It was written down that it is not told. */
  recorded: z.boolean(),
});

/** How a trouble came to its end. */
const endingSchema = z.object({
  how: z.enum(['well', 'stopped', 'removed', 'helped', 'trial', 'safe-mode-ended']),
  /** Who ended it, where that is known. */
  by: z.string().max(100).nullable(),
  /** It does not have to last to be believed. */
  atOnce: z.boolean(),
  /** It was flapping until then, and is believed when nothing has changed for the cooldown. */
  flapping: z.boolean(),
});

const troubleSchema = z.object({
  /** Subject and aspect: `run core`, `health core`, `wait core`, `machine disk`. One trouble at most for each. */
  key: z.string().max(100),
  service: z.string().max(64).nullable(),
  thread: z.string().max(64),
  since: time,
  /** Well since then; null: it is not. */
  wellSince: time.nullable(),
  ending: endingSchema.nullable(),
  statuses: z.array(statusSchema).max(MOST_STATUSES),
  /** Receivers that were told of it: they are told its end too. */
  raisedTo: z.array(z.string()).max(50),
  incident: z.string().max(100).nullable(),
});

/** What is remembered of a subject beyond its troubles. */
const memorySchema = z.object({
  key: z.string().max(100),
  changes: z.array(time).max(MOST_CHANGES),
  /** The last two unplanned failures, oldest first. */
  failures: z.array(time).max(2),
  /** When each status was told last, on which thread, and to whom of the people who may have heard of it. */
  told: z
    .array(z.object({ status: z.string().max(40), at: time, thread: z.string().max(64), to: z.array(z.string()).max(50) }))
    .max(MOST_STATUSES),
});

export const stateSchema = z.object({
  schema: z.literal(1),
  /** The last fact, on both clocks. */
  clock: z.object({ at: time, wall: time }).nullable(),
  paused: z.boolean(),
  /** The pause has ended, and no snapshot has come since. */
  resumed: z.boolean(),
  closed: z.boolean(),
  safeMode: z.boolean(),
  /** A stop in order is under way: nothing is judged any more. */
  stopping: z.boolean(),
  /** The service whose trouble the ladder's rungs belong to. */
  ladder: z.string().max(64).nullable(),
  troubles: z.array(troubleSchema).max(MOST_TROUBLES),
  memories: z.array(memorySchema).max(MOST_MEMORIES),
  /** When the policy wants to be called again. */
  dueAt: time.nullable(),
});

export type TellingState = z.infer<typeof stateSchema>;
export type Trouble = z.infer<typeof troubleSchema>;
export type Status = z.infer<typeof statusSchema>;
export type Ending = z.infer<typeof endingSchema>;
export type Memory = z.infer<typeof memorySchema>;

export function beginning(): TellingState {
  return {
    schema: 1,
    clock: null,
    paused: false,
    resumed: false,
    closed: false,
    safeMode: false,
    stopping: false,
    ladder: null,
    troubles: [],
    memories: [],
    dueAt: null,
  };
}

export function clipTitle(text: string): string {
  return text.length <= MOST_TITLE ? text : `${text.slice(0, MOST_TITLE - 1)}…`;
}

export function clipText(text: string): string {
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT - 1)}…`;
}
