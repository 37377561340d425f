/** What came of one check: a static one counts as one test. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Tests that did not run here, by name. */
  readonly leftOut: readonly string[];
}

export const sum = (outcomes: readonly Outcome[]): Outcome => ({
  passed: outcomes.reduce((total, outcome) => total + outcome.passed, 0),
  failed: outcomes.reduce((total, outcome) => total + outcome.failed, 0),
  leftOut: outcomes.flatMap((outcome) => outcome.leftOut),
});
