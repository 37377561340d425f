/** Runs every check, and mends what may safely be mended when it is asked to. */

import { blanking } from './checks/blanking.ts';
import { clock } from './checks/clock.ts';
import { compositor } from './checks/compositor.ts';
import { containment } from './checks/containment.ts';
import { disk } from './checks/disk.ts';
import { electron } from './checks/electron.ts';
import { keys } from './checks/keys.ts';
import { tools } from './checks/tools.ts';
import { waysIn } from './checks/ways-in.ts';
import type { Check, Finding } from './finding.ts';
import type { Place } from './place.ts';

/** In the order in which a person goes through an installation. */
const CHECKS: Readonly<Record<string, Check>> = {
  electron,
  compositor,
  blanking,
  keys,
  'ways-in': waysIn,
  tools,
  containment,
  disk,
  clock,
};

export interface Told extends Omit<Finding, 'fix'> {
  readonly check: string;
  /** What `--fix` has done about it; null: nothing. */
  readonly fixed: string | null;
  /** Whether `--fix` could do it. */
  readonly fixable: boolean;
}

/** A check that fails is a finding of its own: the others go on. */
export async function examine(place: Place, fix: boolean, checks = CHECKS): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const [check, look] of Object.entries(checks)) {
    const findings = await look(place).catch((error: unknown) => [broken(check, error)]);
    for (const finding of findings) told.push(tell(check, finding, fix));
  }
  return told;
}

function broken(check: string, error: unknown): Finding {
  const why = error instanceof Error ? error.message : String(error);
  return { level: 'warning', found: `The check "${check}" could not look: ${why}`, means: 'What it looks for may be there.', todo: null };
}

export function tell(check: string, { fix: mend, ...finding }: Finding, fix: boolean): Told {
  if (mend === undefined || !fix) return { check, ...finding, fixed: null, fixable: mend !== undefined };
  try {
    return { check, ...finding, level: 'ok', fixed: mend(), fixable: true };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { check, ...finding, means: `It could not be mended: ${why}`, fixed: null, fixable: false };
  }
}
