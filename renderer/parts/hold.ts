/** Holding a button: the first gesture of what is dangerous. Pressed for two seconds without letting go, and it fires once. */

/** Long enough that no stray touch does it. */
export const HOLD_MS = 2_000;

export type Hold =
  | { readonly state: 'free' }
  /** `since`: a clock that only runs forward, milliseconds. */
  | { readonly state: 'pressed'; readonly since: number }
  /** It has fired and is still held: nothing more comes of it. */
  | { readonly state: 'fired' };

export const FREE: Hold = { state: 'free' };

/** After it has fired a press is a new one: the button may have gone away before it was let go. */
export function press(hold: Hold, now: number): Hold {
  return hold.state === 'pressed' ? hold : { state: 'pressed', since: now };
}

/** The time has come to look: fires at the first look at or after two seconds. */
export function look(hold: Hold, now: number): Hold {
  return hold.state === 'pressed' && now - hold.since >= HOLD_MS ? { state: 'fired' } : hold;
}

/** Time until it fires; null: it is not on its way. */
export function untilFired(hold: Hold, now: number): number | null {
  return hold.state === 'pressed' ? Math.max(0, HOLD_MS - (now - hold.since)) : null;
}
