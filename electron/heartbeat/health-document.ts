/**
 * The health document as a service writes it (contract 5), read generously: what it lacks is no error, what is wrong is left out
 * and told. Of the published document only `checks`, `overall_status` and `last_updated` are read: the rest is the supervisor's.
 */
import type { ReportedCheck } from '../supervisor/ports.ts';
import { check, status } from './protocol.ts';

/** As many as a published document keeps. */
const MOST_CHECKS = 50;
/** The check that `overall_status` becomes where there are no others. */
const WHOLE = 'service';

export interface OwnDocument {
  readonly checks: readonly ReportedCheck[];
  /** What was left out, in words. */
  readonly wrong: readonly string[];
}

export function readDocument(document: Readonly<Record<string, unknown>>): OwnDocument {
  const wrong: string[] = [];
  const checks = listed(document['checks'], wrong);
  const overall = document['overall_status'];
  if (checks.length > 0 || overall === undefined || overall === null) return { checks, wrong };
  const parsed = status.safeParse(overall);
  if (!parsed.success) return { checks, wrong: [...wrong, 'overall_status is none of healthy, warning, error, fatal, unknown'] };
  return { checks: [{ name: WHOLE, status: parsed.data, message: null, timestamp: null, metadata: {} }], wrong };
}

function listed(found: unknown, wrong: string[]): ReportedCheck[] {
  if (found === undefined || found === null) return [];
  if (!Array.isArray(found)) {
    wrong.push('checks is not a list');
    return [];
  }
  return found.slice(-MOST_CHECKS).flatMap((one) => {
    const parsed = check.safeParse(one);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    wrong.push(`a check: ${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not understood'}`);
    return [];
  });
}
