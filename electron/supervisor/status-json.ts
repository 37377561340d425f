/** The exhibit's status as programs read it (contract 6): the same document from `status --json` and from the API. */
import { z } from 'zod';
import type { Snapshot } from './snapshot.ts';

/** Also the shape of every other health in the API. */
export const healthStatusSchema = z.enum(['healthy', 'warning', 'error', 'fatal', 'unknown']);

const serviceStatusSchema = z.object({
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

export function statusJson(snapshot: Snapshot): StatusJson {
  return {
    schema: 1,
    exhibit: snapshot.exhibit,
    state: snapshot.state,
    health: snapshot.health,
    paused_until: snapshot.pausedUntil,
    ladder: snapshot.ladder,
    reboots_left: snapshot.rebootsLeft,
    services: snapshot.services.map((service) => ({
      name: service.name,
      role: service.role,
      state: service.state,
      pid: service.pid,
      instance: service.instance,
      health: service.health,
      since: service.since,
      restarts: service.restarts,
      // The loop's clock has fractions; readers of a status have no use for them.
      last_beat_ms: service.lastBeatMs === null ? null : Math.round(service.lastBeatMs),
      waiting_for: service.waitingFor,
      stopped_by: service.stoppedBy,
    })),
  };
}
