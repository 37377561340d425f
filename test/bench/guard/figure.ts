/**
 * The guard of the figures. CI's machines are slow, busy and never the same, so that no time of theirs means anything; what means
 * something is how many times the floor we cost, where the floor is measured in the same run, in turn with us.
 *
 *   figure.measure() -> pairs (ours, the floor's) -> ratio.ts: one ratio and its noise -> judge.ts: lost against history.json, or not
 *
 * - A figure is a cost, the smaller the better: CPU time or memory where there is a choice, for others' load moves them least.
 * - A loss is one that is larger than the noise, which is measured (in this run, and from run to run in the history), and than what the
 *   figure names as not worth a word.
 * - What seems lost is measured again, three times in all, and the best run counts: load only ever adds (J. Chen, J. Revels: Robust
 *   benchmarking in noisy environments, arXiv:1608.04295).
 * - `npm run bench guard` adds a line to the history, CI only reads it. A change that costs more on purpose is followed by a few such lines.
 */

/** What was measured in turn: the same work, by us and by the floor, in the same unit. */
export interface Pair {
  readonly ours: number;
  readonly floor: number;
}

export interface Figure {
  /** Its key in the history. */
  readonly name: string;
  /** What costs how much, for a sentence: `kill to the new process's first instruction`. */
  readonly title: string;
  /** What it is a multiple of: `bare Node's spawn on exit`. */
  readonly floor: string;
  /** A loss up to this part of what was before is never told: 0.2 is a fifth. */
  readonly ignored: number;
  measure(): Promise<readonly Pair[]>;
}
