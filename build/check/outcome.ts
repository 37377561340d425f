/** What came of one check: a static one counts as one test. */
export interface Outcome {
  readonly passed: number;
  /** What failed, by name. */
  readonly failed: readonly string[];
  /** What failed beside others and passed when its file ran once more, alone. */
  readonly secondRun: readonly string[];
  /** Tests that did not run here, by name. */
  readonly leftOut: readonly string[];
}

export const NOTHING: Outcome = { passed: 0, failed: [], secondRun: [], leftOut: [] };

export const sum = (outcomes: readonly Outcome[]): Outcome => ({
  passed: outcomes.reduce((total, outcome) => total + outcome.passed, 0),
  failed: outcomes.flatMap((outcome) => outcome.failed),
  secondRun: outcomes.flatMap((outcome) => outcome.secondRun),
  leftOut: outcomes.flatMap((outcome) => outcome.leftOut),
});
