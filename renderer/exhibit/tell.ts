/** A command's answer as the outcome of a button. */
import { z } from 'zod';
import type { AnswerProblem } from '../../electron/documents/bridge.ts';
import type { Told } from '../parts/act.ts';
import { duration } from '../parts/format.ts';
import { fill, type Words, whole } from '../words/words.ts';
import type { Result } from './api.ts';

/** Where what is asked for takes the supervisor away, the answer says for how long. */
const awaySchema = z.object({ back_in_ms: z.number() });

/** `done`: what happens now, in a few words. */
export function tell(result: Result<unknown>, done: string, words: Words): Told {
  if (!result.ok) return { ok: false, why: why(result.problem, words) };
  const backInMs = backIn(result.value);
  if (backInMs === null) return { ok: true, text: done };
  return { ok: true, text: fill(words.dashboard.actions.backIn, { act: done, duration: duration(backInMs, words.language) }) };
}

/** Null: it does not go away, or nobody knows for how long. */
export function backIn(answer: unknown): number | null {
  return awaySchema.safeParse(answer).data?.back_in_ms ?? null;
}

/** The reason as a sentence: our own where the supervisor gave none that can be read, else the supervisor's. */
export function why({ kind, detail }: AnswerProblem, { outcome }: Words): string {
  return kind === 'away' ? outcome.away : kind === 'unreadable' ? outcome.unreadable : whole(detail);
}
