/** A command's answer as the outcome of a button. */
import type { AnswerProblem } from '../../electron/documents/bridge.ts';
import type { Told } from '../parts/act.ts';
import { type Words, whole } from '../words/words.ts';
import type { Result } from './api.ts';

/** `done`: what happens now, in a few words. */
export function tell(result: Result<unknown>, done: string, words: Words): Told {
  return result.ok ? { ok: true, text: done } : { ok: false, why: why(result.problem, words) };
}

/** The reason as a sentence: our own where the supervisor gave none that can be read, else the supervisor's. */
export function why({ kind, detail }: AnswerProblem, { outcome }: Words): string {
  return kind === 'away' ? outcome.away : kind === 'unreadable' ? outcome.unreadable : whole(detail);
}
