/** The exhibit's status as programs read it (contract 6): the same document from `status --json` and from the API. */
import { z } from 'zod';

/** Also the shape of every other health in the API. */
export const healthStatusSchema = z.enum(['healthy', 'warning', 'error', 'fatal', 'unknown']);

export const serviceStatusSchema = z.object({
  name: z.string(),
  role: z.enum(['core', 'display', 'audio', 'other']),
  state: z.enum(['stopped', 'waiting', 'starting', 'running', 'backing-off', 'stopping', 'failed']),
  pid: z.int().nullable(),
  instance: z.string().nullable(),
  health: healthStatusSchema,
  since: z.iso.datetime({ offset: true }),
  restarts: z.int(),
  last_beat_ms: z.int().nullable(),
  waiting_for: z.object({ what: z.string(), detail: z.string(), since: z.iso.datetime({ offset: true }) }).nullable(),
  stopped_by: z.enum(['person', 'finished', 'closed', 'safe-mode']).nullable(),
});

export const statusSchema = z.object({
  schema: z.literal(1),
  exhibit: z.string(),
  state: z.enum(['stopping', 'safe-mode', 'stopped', 'closed', 'paused', 'starting', 'degraded', 'running']),
  health: healthStatusSchema,
  paused_until: z.iso.datetime({ offset: true }).nullable(),
  ladder: z.int(),
  reboots_left: z.int().nullable(),
  services: z.array(serviceStatusSchema),
});

export type StatusJson = z.infer<typeof statusSchema>;
export type ServiceStatusJson = z.infer<typeof serviceStatusSchema>;
