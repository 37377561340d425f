/** How measured times spread. */

/** Of times in milliseconds; the percentile by nearest rank. */
export function percentile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export const SPREAD_COLUMNS = ['n', 'min ms', 'median ms', 'p95 ms', 'max ms'];

/** The cells under `SPREAD_COLUMNS`. */
export function spreadCells(times: readonly number[]): string[] {
  return [`${times.length}`, ...[0, 50, 95, 100].map((percent) => percentile(times, percent).toFixed(2))];
}
