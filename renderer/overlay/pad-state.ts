/** The PIN pad as a state: which digits, whether they are being checked, what was wrong, when the next PIN is taken. */
import type { AnswerProblem } from '../../electron/documents/bridge.ts';

/** The longest PIN there is; `invigil pin` takes 4 to 12 digits. */
const MOST_DIGITS = 12;

export interface PadState {
  readonly digits: string;
  readonly checking: boolean;
  readonly wrong: 'wrong' | 'tooMany' | null;
  /** When the next PIN is taken, on a clock that only runs forward, milliseconds. */
  readonly waitUntil: number;
}

export type PadEvent =
  | { readonly type: 'digit'; readonly digit: string; readonly now: number }
  | { readonly type: 'erase' }
  | { readonly type: 'sent' }
  | { readonly type: 'refused'; readonly problem: AnswerProblem; readonly now: number }
  /** The supervisor says how long it takes no PIN. */
  | { readonly type: 'wait'; readonly waitMs: number; readonly now: number };

export const EMPTY: PadState = { digits: '', checking: false, wrong: null, waitUntil: 0 };

export function padStep(state: PadState, event: PadEvent): PadState {
  switch (event.type) {
    case 'digit':
      if (state.checking || event.now < state.waitUntil || state.digits.length >= MOST_DIGITS) return state;
      return { ...state, digits: state.digits + event.digit, wrong: null };
    case 'erase':
      return state.checking ? state : { ...state, digits: state.digits.slice(0, -1) };
    case 'sent':
      return { ...state, checking: true };
    case 'refused':
      return { digits: '', checking: false, ...verdict(event.problem), waitUntil: event.now + (event.problem.waitMs ?? 0) };
    case 'wait':
      return { ...state, waitUntil: event.now + event.waitMs };
  }
}

/** Whether there is something to send, and somebody who takes it. */
export function canSend(state: PadState, now: number): boolean {
  return state.digits !== '' && !state.checking && now >= state.waitUntil;
}

function verdict({ kind }: AnswerProblem): Pick<PadState, 'wrong'> {
  return { wrong: kind === 'wrong-pin' ? 'wrong' : kind === 'too-many-tries' ? 'tooMany' : null };
}
