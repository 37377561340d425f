/** Runs every check, and mends what may safely be mended when it is asked to. */
import { messageOf } from '../../platform/errors.ts';
import { CHECKS } from './checks.ts';
import type { Check, Finding } from './finding.ts';
import type { Place } from './place.ts';

export interface Told extends Omit<Finding, 'fix'> {
  readonly check: string;
  /** What `--fix` has done about it; null: nothing. */
  readonly fixed: string | null;
  /** Whether `--fix` could do it. */
  readonly fixable: boolean;
}

type Looks = Readonly<Record<string, { readonly look: Check }>>;

/** A check that fails is a finding of its own: the others go on. */
export async function examine(place: Place, fix: boolean, checks: Looks = CHECKS): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const [check, { look }] of Object.entries(checks)) {
    const findings = await look(place).catch((error: unknown) => [broken(check, error)]);
    for (const finding of findings) told.push(await tell(check, finding, fix));
  }
  return told;
}

function broken(check: string, error: unknown): Finding {
  const why = messageOf(error);
  return { level: 'warning', found: `The check "${check}" could not look: ${why}`, means: 'What it looks for may be there.', todo: null };
}

export async function tell(check: string, { fix: mend, ...finding }: Finding, fix: boolean): Promise<Told> {
  if (mend === undefined || !fix) return { check, ...finding, fixed: null, fixable: mend !== undefined };
  try {
    return { check, ...finding, level: 'ok', fixed: await mend(), fixable: true };
  } catch (error) {
    const why = messageOf(error);
    return { check, ...finding, means: `It could not be mended: ${why}`, fixed: null, fixable: false };
  }
}
