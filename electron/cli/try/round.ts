/** Measured times as a person would write them into a file. */

/** Steps within a minute or an hour. */
const STEPS = [1, 2, 5, 10, 15, 20, 30];
const UNITS = [
  { name: 's', ms: 1_000 },
  { name: 'm', ms: 60_000 },
  { name: 'h', ms: 3_600_000 },
] as const;
const LONGEST_MS = 24 * 3_600_000;

/** The next of 1, 2, 5, 10, 15, 20, 30 s, then m, then h; at most a day. */
export function roundedUp(ms: number): number {
  for (const unit of UNITS) {
    const step = STEPS.find((each) => each * unit.ms >= ms);
    if (step !== undefined) return step * unit.ms;
  }
  return LONGEST_MS;
}

/** Two digits: 487 ms becomes 490 ms, 1016 ms becomes 1 s. At least 10 ms. */
export function rounded(ms: number): number {
  return Math.max(10, Math.round(Number(ms.toPrecision(2))));
}

/** As in `exhibit.toml`: `1s`, `250ms`, `2m`. */
export function durationText(ms: number): string {
  const unit = UNITS.toReversed().find((each) => ms >= each.ms && ms % each.ms === 0);
  return unit === undefined ? `${ms}ms` : `${ms / unit.ms}${unit.name}`;
}
