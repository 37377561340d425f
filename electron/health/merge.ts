/** Pure: one health document from what a service said of itself and what is seen of it. */
import type { HealthStatus } from '../supervisor/policy/event.ts';
import type { ReportedCheck } from '../supervisor/ports.ts';
import type { ServiceSnapshot } from '../supervisor/snapshot.ts';
import type { HealthCheck, HealthDocument } from './document.ts';

/** Checks that a document keeps; the ones reported last stay (contract 5). */
const KEPT_CHECKS = 50;
/** The check that is the supervisor's own; every document begins with it. */
const OWN_CHECK = 'supervisor';

/** What is remembered of one service's reports. */
export interface Memory {
  /** Of the present start only, the newest of each name, in the order in which they came in. */
  readonly checks: readonly HealthCheck[];
  readonly message: string | null;
  readonly lastCheck: string | null;
  /** Errors that the service reported since the supervisor started, over all its starts. */
  readonly errors: number;
  readonly lastError: { readonly message: string; readonly time: string } | null;
}

export const NOTHING_SAID: Memory = { checks: [], message: null, lastCheck: null, errors: 0, lastError: null };

/** A new start of the service: its own checks are unknown again, its errors still count. */
export function forget(memory: Memory): Memory {
  return { ...NOTHING_SAID, errors: memory.errors, lastError: memory.lastError };
}

/** Takes in reported checks. `now`: wall clock, milliseconds, for checks that carry no readable time. */
export function withChecks(memory: Memory, reported: readonly ReportedCheck[], now: number): Memory {
  const received = new Date(now).toISOString();
  const newest = new Map(memory.checks.map((check) => [check.name, check]));
  for (const check of reported) {
    // Deleted first, so that the newest report stands last.
    newest.delete(check.name);
    newest.set(check.name, {
      name: check.name,
      status: check.status,
      message: check.message ?? '',
      timestamp: readable(check.timestamp) ?? received,
      metadata: { ...check.metadata },
    });
  }
  return { ...memory, checks: [...newest.values()].slice(1 - KEPT_CHECKS), lastCheck: received };
}

/** ISO 8601 with a zone; a time without one was local. */
function readable(timestamp: string | null): string | null {
  const ms = timestamp === null ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** `now`: wall clock, milliseconds. */
export function healthDocument(service: ServiceSnapshot, memory: Memory, now: number): HealthDocument {
  const checks = [ownCheck(service, memory), ...memory.checks.filter((check) => check.name !== OWN_CHECK)];
  return {
    service_name: service.name,
    overall_status: worst(checks.map((check) => check.status)),
    checks,
    last_updated: new Date(now).toISOString(),
    last_check: memory.lastCheck,
    uptime: service.state === 'running' ? Math.max(0, Math.round((now - Date.parse(service.since)) / 1_000)) : 0,
    restart_count: service.restarts,
    error_count: memory.errors,
  };
}

/** What is seen: the state, what went wrong, what it waits for, and what it says it is doing. */
function ownCheck(service: ServiceSnapshot, memory: Memory): HealthCheck {
  const why = service.reason ?? service.waitingFor?.detail ?? (service.state === 'running' ? memory.message : null);
  return {
    name: OWN_CHECK,
    status: service.health,
    message: why === null ? service.state : `${service.state}: ${why}`,
    timestamp: service.since,
    metadata: memory.lastError === null ? {} : { last_error: memory.lastError.message, last_error_at: memory.lastError.time },
  };
}

const BADNESS: Readonly<Record<HealthStatus, number>> = { healthy: 0, unknown: 1, warning: 2, error: 3, fatal: 4 };

export function worst(statuses: readonly HealthStatus[]): HealthStatus {
  return statuses.reduce((most, status) => (BADNESS[status] > BADNESS[most] ? status : most), 'healthy');
}

/** What has to change for a document to be written at once: times and ages do not count. */
export function essence(document: HealthDocument): string {
  const checks = document.checks.map((check) => [check.name, check.status, check.message]);
  return JSON.stringify([document.overall_status, document.restart_count, document.error_count, checks]);
}
