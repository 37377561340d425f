/** Questions over HTTP, and answers as typed values. Nothing here throws: what goes wrong is an answer too. */
import { z } from 'zod';
import type { AnswerProblem } from '../../electron/documents/bridge.ts';
import { PROBLEM_URN, type ProblemJson, problemSchema } from '../../electron/documents/problem.ts';
import type { Result } from '../exhibit/api.ts';
import { takeEarly } from './early.ts';

/** A supervisor that restarts answers nothing; a phone without a network waits much longer. */
const GIVEN_UP_AFTER_MS = 10_000;

export interface Question {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Of what the answer is to be told in. */
  readonly language: string;
  readonly confirmation?: string | undefined;
}

export async function askJson<T>(question: Question, schema: z.ZodType<T>): Promise<Result<T>> {
  return ask<T>(question, async (response) => {
    const text = await response.text();
    const parsed = schema.safeParse(text === '' ? {} : parseJson(text));
    return parsed.success ? { ok: true, value: parsed.data } : unreadable(question.path, z.prettifyError(parsed.error));
  });
}

export async function askPicture(question: Question): Promise<Result<Blob>> {
  return ask<Blob>(question, async (response) => {
    const blob = await response.blob();
    return blob.type.startsWith('image/') ? { ok: true, value: blob } : unreadable(question.path, `It is "${blob.type}", not a picture.`);
  });
}

async function ask<T>(
  { method = 'GET', path, body, language, confirmation }: Question,
  read: (response: Response) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    const early = method === 'GET' ? await takeEarly(path, language) : null;
    const response =
      early ??
      (await fetch(`/api/v1/${path}`, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(GIVEN_UP_AFTER_MS),
        headers: {
          'accept-language': language,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(confirmation === undefined ? {} : { 'x-invigil-confirmation': confirmation }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }));
    if (response.ok) return await read(response);
    return { ok: false, problem: problemOf(response.status, await response.text()) };
  } catch (error) {
    // No network, no server, or no answer in time: which of them, a browser does not tell.
    return { ok: false, problem: { kind: 'away', detail: String(error) } };
  }
}

/** A proxy before a supervisor that is away answers 502 to 504 with a page of its own. */
function problemOf(status: number, text: string): AnswerProblem {
  const problem = problemSchema.safeParse(parseJson(text));
  if (problem.success) return told(problem.data);
  if (status >= 502 && status <= 504) return { kind: 'away', detail: `HTTP status ${status}` };
  return { kind: status === 401 ? 'not-signed-in' : 'unreadable', detail: `HTTP status ${status}` };
}

function told({ type, detail, problems, confirmation, wait_ms }: ProblemJson): AnswerProblem {
  return {
    kind: type.startsWith(PROBLEM_URN) ? type.slice(PROBLEM_URN.length) : type,
    detail: [detail, ...(problems ?? [])].join(' '),
    ...(confirmation && { confirmation: { token: confirmation.token, expiresInMs: confirmation.expires_in_ms } }),
    ...(wait_ms !== undefined && { waitMs: wait_ms }),
  };
}

/** Undefined, which no schema takes: it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(path: string, why: string): Result<never> {
  return { ok: false, problem: { kind: 'unreadable', detail: `The answer of "${path}" was not understood: ${why}` } };
}
