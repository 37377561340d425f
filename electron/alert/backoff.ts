/** When a receiver is tried again. Pure. */

const FIRST_MS = 5_000;
const LONGEST_MS = 900_000;
/** What a server may ask for: not so little that it is flooded, not so much that nobody is ever told. */
const LEAST_ASKED_MS = 1_000;
const MOST_ASKED_MS = 86_400_000;

/** Milliseconds until the next try. `failures`: how many there were in a row, 1 or more; `afterMs`: what the server asks for. */
export function waitAfter(failures: number, afterMs: number | null): number {
  if (afterMs !== null) return Math.min(Math.max(afterMs, LEAST_ASKED_MS), MOST_ASKED_MS);
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
}
