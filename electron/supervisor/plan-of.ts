/** The policy's reading of the exhibit file. */
import { digest, type Exhibit, type ExhibitService, isHiddenShell, readEnvironmentFile } from '../config/index.ts';
import { conditionKey } from './condition-key.ts';
import type { HeartbeatPlan, Plan, ServicePlan } from './policy/plan.ts';

type Variables = Readonly<Record<string, string>>;

/**
 * `recovers` false: nothing is to be restarted by itself. Reads the services' `environment_file`s too: what changed in one
 * restarts its service at a reload.
 */
export async function planOf(exhibit: Exhibit, recovers: boolean): Promise<Plan> {
  const { ladder, reboots, safeMode } = exhibit.recovery;
  const { title, colour, locale } = exhibit;
  const { hotkey, corner } = exhibit.overlay;
  const shellDigest = JSON.stringify([title, colour, locale, hotkey, corner]);
  const services = exhibit.services.map(async (service) => servicePlanOf(service, await variablesOf(service), shellDigest));
  return { recovers, services: await Promise.all(services), ladder, reboots, safeMode };
}

/** One that cannot be read is told when its service starts. */
async function variablesOf({ environmentFile }: ExhibitService): Promise<Variables> {
  if (environmentFile === null) return {};
  const file = await readEnvironmentFile(environmentFile);
  return file.ok ? file.variables : {};
}

/** `shellDigest`: what of the exhibit as a whole a shell is started with; pointer and storage of its page are set up at its start too. */
function servicePlanOf(service: ExhibitService, variables: Variables, shellDigest: string): ServicePlan {
  const isShell = service.command === null;
  return {
    name: service.name,
    kind: isShell ? 'url' : 'command',
    ...(isHiddenShell(service) ? { hidden: true } : {}),
    digest: digest(service, variables),
    shellDigest: isShell ? JSON.stringify([shellDigest, service.page.cursor, service.page.storage]) : '',
    conditions: service.waitFor.map(conditionKey),
    after: service.after,
    with: service.with,
    restart: service.restart,
    giveUp: service.giveUp,
    escalate: service.escalate,
    heartbeat: heartbeatPlanOf(service),
    busy: service.busy,
    stop: { graceMs: service.stop.graceMs, onFreeze: service.stop.onFreeze !== null },
    backoff: service.backoff,
    storm: service.storm,
  };
}

function heartbeatPlanOf({ heartbeat, ready, command, loadTimeoutMs }: ExhibitService): HeartbeatPlan {
  const isShell = command === null;
  const watched = isShell || heartbeat.kind !== 'none';
  return {
    watched,
    readyBy: watched || ready !== null ? 'sign' : 'time',
    timeoutMs: heartbeat.question === null ? heartbeat.timeoutMs : longestRow(heartbeat),
    startupMs: isShell ? Math.max(heartbeat.startupMs, loadTimeoutMs) : heartbeat.startupMs,
    stallMs: heartbeat.stallMs,
  };
}

/** A row of failures is told as such (`missed`); only when nothing at all is told of the questions, silence counts: after the longest row. */
function longestRow({ intervalMs, timeoutMs, failures }: ExhibitService['heartbeat']): number {
  return 2 * intervalMs + failures * Math.max(intervalMs, timeoutMs);
}
