/** The status document of a snapshot. */
import type { StatusJson } from '../documents/status.ts';
import type { Snapshot } from './snapshot.ts';

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
