/** What every measure gives: one shape, so that all of them are run and written down the same way. */

export interface Table {
  /** The figure that is wanted, in words. */
  readonly wanted: string;
  /** Whether it was seen. */
  readonly met: boolean;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How it was measured, and what could not be done on this machine. */
  readonly notes: readonly string[];
  /** A long list behind the figures, in Markdown. */
  readonly more?: { readonly title: string; readonly text: string };
}

export interface Measure {
  /** `npm run measure NAME` */
  readonly name: string;
  readonly title: string;
  /** `short`: the same with few repetitions. */
  run(options: { readonly short: boolean }): Promise<Table>;
}
