/** The policy's reading of the exhibit file. */
import { digest, type Exhibit, type ExhibitService } from '../config/index.ts';
import type { Plan, ServicePlan } from './policy/plan.ts';

export function planOf(exhibit: Exhibit): Plan {
  const { ladder, reboots, safeMode } = exhibit.recovery;
  return { services: exhibit.services.map(servicePlanOf), ladder, reboots, safeMode };
}

function servicePlanOf(service: ExhibitService): ServicePlan {
  const { heartbeat } = service;
  const isPage = service.url !== null;
  return {
    name: service.name,
    kind: isPage ? 'url' : 'command',
    digest: digest(service),
    conditions: service.waitFor,
    after: service.after,
    with: service.with,
    restart: service.restart,
    giveUp: service.giveUp,
    escalate: service.escalate,
    heartbeat: {
      watched: isPage || heartbeat.kind !== 'none',
      timeoutMs: heartbeat.timeoutMs,
      startupMs: isPage ? Math.max(heartbeat.startupMs, service.loadTimeoutMs) : heartbeat.startupMs,
      stallMs: heartbeat.stallMs,
    },
    busy: service.busy,
    stop: { graceMs: service.stop.graceMs, onFreeze: service.stop.onFreeze !== null },
    backoff: service.backoff,
    storm: service.storm,
  };
}
