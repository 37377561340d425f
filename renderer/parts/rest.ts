/** How long nobody has touched anything: runs down while it is quiet, begins anew with every touch. */

export interface Rest {
  /** How long it may be quiet, milliseconds. */
  readonly lasts: number;
  /** The last touch, on a clock that only runs forward. */
  readonly since: number;
}

export function touched(rest: Rest, now: number): Rest {
  return { ...rest, since: Math.max(rest.since, now) };
}

export function left(rest: Rest, now: number): number {
  return Math.max(0, rest.lasts - (now - rest.since));
}

/** The part of the ring that is still drawn: 1 full, 0 gone. */
export function ringPart(rest: Rest, now: number): number {
  return Math.min(1, left(rest, now) / rest.lasts);
}
