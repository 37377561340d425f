/** Everything that goes wrong is answered as RFC 9457 says: `application/problem+json`, its detail in the reader's language. */
import type { FastifyReply } from 'fastify';
import type { Problem, ProblemKind } from '../command/entry.ts';
import { PROBLEM_URN, type ProblemJson } from '../documents/problem.ts';
import { translate } from '../documents/words/translate.ts';
import { wordsOf } from './language.ts';

type SignInKind = 'not-signed-in' | 'wrong-pin' | 'too-many-tries' | 'no-pins';
type Kind = ProblemKind | SignInKind | 'not-found' | 'bad-request' | 'too-many-readers' | 'bug';

/** A problem as the API answers it. */
export interface ApiProblem extends Omit<Problem, 'kind'> {
  readonly kind: Kind;
  /** Of a sign-in: milliseconds until the next one is taken. */
  readonly waitMs?: number;
}

const ANSWERS: Readonly<Record<Kind, { readonly status: number; readonly title: string }>> = {
  'unknown-command': { status: 404, title: 'There is no such command' },
  'unknown-service': { status: 404, title: 'There is no such service' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'bad-request': { status: 400, title: 'The request was not understood' },
  'bad-arguments': { status: 400, title: 'The arguments were not understood' },
  'not-allowed': { status: 403, title: 'Not allowed' },
  'not-signed-in': { status: 401, title: 'Nobody has signed in' },
  'wrong-pin': { status: 401, title: 'The PIN is wrong' },
  'too-many-tries': { status: 429, title: 'Too many tries' },
  'no-pins': { status: 403, title: 'No PIN is set' },
  refused: { status: 409, title: 'Not possible now' },
  'bad-exhibit-file': { status: 422, title: 'The exhibit file is wrong' },
  'confirmation-needed': { status: 428, title: 'This has to be confirmed' },
  'too-many-readers': { status: 503, title: 'Too many readers' },
  bug: { status: 500, title: 'A bug in Invigil' },
};

export function sendProblem(reply: FastifyReply, problem: ApiProblem): FastifyReply {
  const { status, title } = ANSWERS[problem.kind];
  const { token, expiresInMs } = problem.confirmation ?? {};
  const body: ProblemJson = {
    type: `${PROBLEM_URN}${problem.kind}`,
    title,
    status,
    detail: translate(problem.detail, wordsOf(reply.request)),
    ...(problem.problems && { problems: [...problem.problems] }),
    ...(token !== undefined && expiresInMs !== undefined && { confirmation: { token, expires_in_ms: expiresInMs } }),
    ...(problem.waitMs !== undefined && { wait_ms: problem.waitMs }),
  };
  return reply.code(status).type('application/problem+json').send(JSON.stringify(body));
}
