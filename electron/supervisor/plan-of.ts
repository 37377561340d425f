/** The policy's reading of the exhibit file. */
import { digest, type Exhibit, type ExhibitService, readEnvironmentFile } from '../config/index.ts';
import type { Plan, ServicePlan } from './policy/plan.ts';

type Variables = Readonly<Record<string, string>>;

/** Reads the services' `environment_file`s too: what changed in one restarts its service at a reload. */
export async function planOf(exhibit: Exhibit): Promise<Plan> {
  const { ladder, reboots, safeMode } = exhibit.recovery;
  const { title, colour, locale } = exhibit;
  const shellDigest = JSON.stringify([title, colour, locale]);
  const services = exhibit.services.map(async (service) => servicePlanOf(service, await variablesOf(service), shellDigest));
  return { services: await Promise.all(services), ladder, reboots, safeMode };
}

/** One that cannot be read is told when its service starts. */
async function variablesOf({ environmentFile }: ExhibitService): Promise<Variables> {
  if (environmentFile === null) return {};
  const file = await readEnvironmentFile(environmentFile);
  return file.ok ? file.variables : {};
}

/** `shellDigest`: what of the exhibit's own table a shell is started with. */
function servicePlanOf(service: ExhibitService, variables: Variables, shellDigest: string): ServicePlan {
  const { heartbeat } = service;
  const isPage = service.url !== null;
  return {
    name: service.name,
    kind: isPage ? 'url' : 'command',
    digest: digest(service, variables),
    shellDigest: isPage ? shellDigest : '',
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
