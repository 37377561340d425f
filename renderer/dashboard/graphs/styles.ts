/** How the lines of a graph are told apart: by the colours of Okabe and Ito (dashboard.css), and by their dashes where colours say nothing. */

const COLOURS = 6;
const DASHES = [[], [10, 5], [3, 4], [14, 4, 3, 4]] as const satisfies readonly (readonly number[])[];

export interface LineStyle {
  /** The name of a colour in the style sheet. */
  readonly colour: string;
  /** Drawn and left out in turn, pixels. */
  readonly dash: readonly number[];
}

export function styleOf(index: number): LineStyle {
  return { colour: `--line-${(index % COLOURS) + 1}`, dash: DASHES[index % DASHES.length] ?? [] };
}
