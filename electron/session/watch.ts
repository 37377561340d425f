/** What every kind of condition is to the room: something that is watched and has a verdict. */

export interface Verdict {
  readonly holds: boolean;
  /** For people, as part of a sentence: what is missing, or what was found. */
  readonly detail: string;
}

/** Hears what was found; saying the same again does no harm. */
export type OnVerdict = (verdict: Verdict) => void;

export interface Watch {
  /** Looks at once, where the world does not tell of changes by itself. */
  look(): void;
  close(): void;
}
