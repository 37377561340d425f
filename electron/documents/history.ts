/** What was, for graphs and strips: times are milliseconds since 1970, everything else stands in columns beside them. */
import { z } from 'zod';

/** How far back a graph goes: an hour by minutes, a day by 5 minutes, a month by hours. */
export const RANGES = ['hour', 'day', 'month'] as const;

/** A measured value of each step; null: nothing was measured then. */
const column = z.array(z.number().nullable());

/** `GET /api/v1/history/resources?range=day`: what machine and services used. Each column is as long as `times`. */
export const resourceHistorySchema = z.object({
  range: z.enum(RANGES),
  step_ms: z.int(),
  /** Beginning of each step, oldest first. */
  times: z.array(z.int()),
  machine: z.object({
    cpu_percent: column,
    memory_percent: column,
    disk_percent: column,
    temperature_c: column,
    /** Null throughout where no GPU can be read. */
    gpu_percent: column,
  }),
  services: z.array(z.object({ name: z.string(), cpu_percent: column, memory_bytes: column, restarts: column })),
});

/** What a service was during a stretch of time, the worst of it first. */
export const STRIP_STATES = [
  'failed',
  'restarted',
  'error',
  'warning',
  'waiting',
  'starting',
  'paused',
  'closed',
  'stopped',
  'running',
  'off',
] as const;

/** `GET /api/v1/history/strips?hours=24`: one strip for each service, each stretch with the worst that was in it. `off`: no supervisor ran. */
export const stripsSchema = z.object({
  from: z.int(),
  to: z.int(),
  services: z.array(
    z.object({
      name: z.string(),
      stretches: z.array(z.object({ from: z.int(), to: z.int(), state: z.enum(STRIP_STATES), restarts: z.int() })),
    }),
  ),
});

/** `GET /api/v1/history/changes?limit=200`: changes of status, newest first. */
export const changesSchema = z.object({
  changes: z.array(
    z.object({
      at: z.int(),
      /** Null: the exhibit. */
      service: z.string().nullable(),
      state: z.string(),
      health: z.string(),
      /** What went wrong, in words; null: nothing. */
      reason: z.string().nullable(),
    }),
  ),
});

export type ResourceHistory = z.infer<typeof resourceHistorySchema>;
export type Strips = z.infer<typeof stripsSchema>;
export type Changes = z.infer<typeof changesSchema>;
