/** Which of the numbered lines of a flood (test/fixtures/fault.c) are in a log. */

export interface Loss {
  /** Lines that cannot be read whole, of those between the first that is kept and the last that was written. */
  readonly damaged: number;
  /** Missing bytes of their text; 0: a damaged line is only cut in two. */
  readonly missing: number;
  /** Lines before the first that is kept: older files that were deleted on purpose. */
  readonly rotated: number;
  /** The log says of lost lines that they are lost. */
  readonly told: boolean;
  /** The last line that was written is there. */
  readonly lastKept: boolean;
}

/** A line as the service wrote it, whatever the log puts before it: its number, a space, and this many times the same letter. */
const FILLING = 88;
const WHOLE = new RegExp(`(?<!\\d)(\\d{10}) x{${FILLING}}\\n`, 'g');
const TOLD = /\bdropp(?:ed|ing)\b|\blost\b/i;

/** `count`: how many lines were written; the first has the number 0. */
export function lossOf(log: string, count: number): Loss {
  let whole = 0;
  let first = count - 1;
  let last = -1;
  for (const [, digits] of log.matchAll(WHOLE)) {
    const number = Number(digits);
    whole += 1;
    first = Math.min(first, number);
    last = Math.max(last, number);
  }
  const rotated = whole === 0 ? 0 : first;
  const missing = Math.max(0, (count - rotated) * FILLING - letters(log));
  return { damaged: count - rotated - whole, missing, rotated, told: TOLD.test(log), lastKept: last === count - 1 };
}

/** How often the letter of the filling is in it. */
function letters(log: string): number {
  const letter = 'x'.charCodeAt(0);
  let count = 0;
  for (let at = 0; at < log.length; at++) if (log.charCodeAt(at) === letter) count += 1;
  return count;
}
