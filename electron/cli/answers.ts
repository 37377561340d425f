/**
 * Whether an answer of the API is what this version knows. Looked at by hand and from afar, not parsed with the schemas that
 * the API answers from: both sides are of one package, so that only their versions can differ, and loading zod would take a
 * quarter of the time of `invigil status` (25 of 105 ms of CPU time).
 */
import type { Alerts, AlertTest } from '../documents/alerts.ts';
import type { Overview } from '../documents/overview.ts';
import type { StatusJson } from '../documents/status.ts';
import type { HealthReport } from '../health/document.ts';

/** RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly detail: string;
  readonly problems?: readonly string[];
}

export function isStatus(answer: unknown): answer is StatusJson {
  return isRecord(answer) && answer['schema'] === 1 && Array.isArray(answer['services']);
}

export function isOverview(answer: unknown): answer is Overview {
  return isRecord(answer) && isStatus(answer['status']) && isRecord(answer['sentence']) && Array.isArray(answer['services']);
}

export function isHealthReport(answer: unknown): answer is HealthReport {
  return isRecord(answer) && typeof answer['overall_status'] === 'string' && Array.isArray(answer['services']);
}

/** The answer to `reload`. */
export function isReloaded(answer: unknown): answer is { readonly changed: readonly string[] } {
  return isRecord(answer) && isTexts(answer['changed']);
}

export function isProblem(answer: unknown): answer is Problem {
  if (!isRecord(answer) || typeof answer['type'] !== 'string' || typeof answer['detail'] !== 'string') return false;
  return answer['problems'] === undefined || isTexts(answer['problems']);
}

export function isAlerts(answer: unknown): answer is Alerts {
  return isRecord(answer) && Array.isArray(answer['receivers']) && Array.isArray(answer['messages']);
}

/** The answer to `test-alert`. */
export function isAlertTest(answer: unknown): answer is AlertTest {
  return isRecord(answer) && Array.isArray(answer['receivers']);
}

/** The answer to a command that has nothing to say. */
export function isDone(answer: unknown): answer is object {
  return isRecord(answer);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
