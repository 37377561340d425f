/** One step in the making: a copy of the state, which is changed in place, and what comes out so far. Lives only inside `step`. */
import type { AlertLevel } from '../../config/exhibit.ts';
import type { Draft, Recorded, WhyNot } from './draft.ts';
import type { Fact } from './fact.ts';
import { levelOf } from './meaning.ts';
import type { TellingSettings } from './settings.ts';
import { clipText, clipTitle, type TellingState } from './state.ts';

export interface Turn {
  readonly fact: Fact;
  readonly settings: TellingSettings;
  readonly state: TellingState;
  readonly drafts: Draft[];
  readonly recorded: Recorded[];
}

/** A message but for its receivers. */
export interface Telling extends Omit<Draft, 'to' | 'exhibit' | 'level'> {
  /** Its own, before the file's map. */
  readonly level: AlertLevel;
}

/** Why nobody at all is told anything now. */
export function silence({ paused, closed }: TellingState): 'paused' | 'closed' | null {
  if (paused) return 'paused';
  return closed ? 'closed' : null;
}

/** The moment of the wall clock that belongs to one of the monotonic clock: counted from now, so that a stepped clock does not tear them apart. */
export function wallOf({ fact }: Turn, at: number): number {
  return Math.round(fact.wall - (fact.at - at));
}

/** To all of these, of whom there has to be one. */
export function draft(turn: Turn, telling: Telling, to: readonly string[]): void {
  turn.drafts.push({ ...finished(turn, telling), to });
}

export function record(turn: Turn, telling: Telling, why: WhyNot): void {
  turn.recorded.push({ ...finished(turn, telling), why });
}

function finished({ settings }: Turn, telling: Telling) {
  const { name, title } = settings.exhibit;
  const level = levelOf(telling.kind, telling.level, settings);
  return {
    ...telling,
    // Of what is never told its own level stays, for who looks at what was written down.
    level: level === 'none' ? telling.level : level,
    exhibit: { name, title },
    title: clipTitle(telling.title),
    text: clipText(telling.text),
  };
}
