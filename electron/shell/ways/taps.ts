/**
 * Counts taps in a corner. Pure; times are milliseconds of the monotonic clock, positions are in the units of the sizes beside them.
 *
 * The corner is a square of an eighth of the window's short side. Taps elsewhere do not disturb: a visitor at the other end of a table
 * does not keep staff out.
 */

/** So many taps have to come within this time. */
const WITHIN_MS = 3000;
/** The side of the corner, as a part of the short side. */
const SIDE = 1 / 8;

export interface Corner {
  readonly where: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
  readonly taps: number;
}

/** Where a tap was in the window, and how large that is. */
export interface Tap {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class Taps {
  readonly #corner: Corner;
  #times: readonly number[] = [];

  constructor(corner: Corner) {
    this.#corner = corner;
  }

  /** Whether this one completes the count; the next count begins anew then. */
  count(tap: Tap, at: number): boolean {
    if (!isIn(tap, this.#corner.where)) return false;
    const times = [...this.#times.filter((time) => at - time < WITHIN_MS), at];
    const complete = times.length >= this.#corner.taps;
    this.#times = complete ? [] : times;
    return complete;
  }
}

function isIn({ x, y, width, height }: Tap, where: Corner['where']): boolean {
  const side = SIDE * Math.min(width, height);
  const across = where.endsWith('left') ? x : width - x;
  const down = where.startsWith('top') ? y : height - y;
  return across >= 0 && across <= side && down >= 0 && down <= side;
}
