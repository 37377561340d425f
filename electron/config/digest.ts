import { createHash } from 'node:crypto';
import type { ExhibitService } from './exhibit.ts';

/**
 * A stable hash of what a running service was started with. It changes exactly when a reload has to restart the service:
 * what only the supervisor acts on (limits of patience, order, stopping, logs) takes effect without a restart.
 * `variables`: what its `environment_file` holds, where it has one.
 */
export function digest(service: ExhibitService, variables: Readonly<Record<string, string>> = {}): string {
  const seen = {
    command: service.command,
    url: service.url,
    directory: service.directory,
    environment: sorted({ ...variables, ...service.environment }),
    before: service.before,
    // Absent where there are none, so that the value of most services is what it was before there were limits.
    limits: Object.values(service.limits).every((limit) => limit === null) ? undefined : service.limits,
    told:
      service.url === null ? toldToProgram(service.heartbeat) : [service.loadTimeoutMs, service.heartbeat.timeoutMs, settingsOf(service)],
  };
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 16);
}

/** How its page is shown. */
function settingsOf({ page }: ExhibitService): readonly unknown[] {
  const { allow, permissions, zoom, cursor, storage, css, headers } = page;
  return [allow.toSorted(), permissions.toSorted(), zoom, cursor, storage, css, sorted(headers)];
}

/** The part of the heartbeat's settings that the program is told at its start, or that is set up for it then. */
function toldToProgram({
  kind,
  intervalMs,
  timeoutMs,
  startupMs,
  path,
  field,
  question,
  failures,
}: ExhibitService['heartbeat']): readonly unknown[] {
  if (kind === 'zmq') return [kind, intervalMs, timeoutMs, startupMs];
  if (kind === 'notify') return [kind, timeoutMs];
  if (kind === 'file') return [kind, path, field];
  if (kind === 'health-file') return [kind, path];
  return question === null ? [kind] : [kind, question, intervalMs, timeoutMs, failures];
}

/** The order of variables in a file means nothing. */
function sorted(variables: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
}
