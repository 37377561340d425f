/** A duration as people write it in an argument (contract 1): `250ms`, `5s`, `30m`, `2h`, `1d`. */
import { z } from 'zod';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Longer than any visit of staff; what should last longer is said by leaving the duration out. */
const LONGEST_MS = 31 * 86_400_000;

const WANTED = 'a duration like 30s, 15m or 2h, at most 31d';

/** Parses to milliseconds. */
export const durationSchema = z
  .string({ error: `must be ${WANTED}` })
  .regex(/^[0-9]{1,9}(ms|s|m|h|d)$/, { error: (issue) => `is "${issue.input}", must be ${WANTED}` })
  .transform(milliseconds)
  .refine((ms) => ms > 0 && ms <= LONGEST_MS, { error: `must be ${WANTED}` });

function milliseconds(text: string): number {
  const unit = text.replace(/^[0-9]+/, '');
  return Number(text.slice(0, -unit.length)) * (UNITS[unit] ?? Number.NaN);
}
