/**
 * How often a page's frame loop has to turn to be seen alive. Pure; the shell says it to the page's process on its command line.
 *
 * Each frame that is asked for costs, also of a page that stands still. On two cores without a graphics card, as percent of one: at four
 * a second 0.9 for the page and the graphics process and 1.2 with everything, at two a second 0.5 and 0.7.
 * A page that hangs is seen no later for it: its time runs from its last frame, and so is over at its timeout after it began to hang, or up
 * to one pace earlier.
 */

/** Twice a second. */
const PACE_MS = 500;
/** So many times within the page's timeout at least: a late frame is not a page that hangs. */
const WITHIN_TIMEOUT = 3;
const MARK = '--invigil-frame-ms=';

/** The argument for the page's process; `timeoutMs`: how long the page may stand still. */
export const framePace = (timeoutMs: number): string => `${MARK}${Math.min(PACE_MS, Math.floor(timeoutMs / WITHIN_TIMEOUT))}`;

/** The milliseconds between two frames that such an argument says. */
export function frameMs(commandLine: readonly string[]): number {
  const argument = commandLine.find((one) => one.startsWith(MARK));
  if (argument === undefined) throw new Error(`the page's process was started without ${MARK}`);
  return Number(argument.slice(MARK.length));
}
