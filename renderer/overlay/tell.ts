/** A command's answer as the outcome of a button. */
import type { AnswerProblem } from '../../electron/documents/bridge.ts';
import type { Told } from '../parts/act.ts';
import type { Words } from '../words/words.ts';
import type { Result } from './api.ts';

/** `done`: what happens now, in a few words. */
export function tell(result: Result<unknown>, done: string, words: Words): Told {
  return result.ok ? { ok: true, text: done } : { ok: false, why: why(result.problem, words) };
}

/** The reason as a sentence: our own where the supervisor did not answer, else the supervisor's. */
export function why(problem: AnswerProblem, words: Words): string {
  return problem.kind === 'away' ? words.outcome.away : problem.detail;
}
