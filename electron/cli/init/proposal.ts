/** What an exhibit file is to hold: proposed from the folder, changed by answers, written as text. */

export interface Program {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** What in the folder it was found by; null: a person has said it. */
  readonly from: string | null;
}

export interface Proposal {
  readonly name: string;
  readonly title: string;
  readonly programs: readonly Program[];
  /** Shown full screen; null: no page. */
  readonly page: string | null;
}
