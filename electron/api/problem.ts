/** Everything that goes wrong is answered as RFC 9457 says: `application/problem+json`. */
import type { FastifyReply } from 'fastify';
import type { Problem, ProblemKind } from '../command/entry.ts';

/** The `type` of a problem is this and its kind; a client tells problems apart by it. */
export const PROBLEM_URN = 'urn:invigil:problem:';

type Kind = ProblemKind | 'not-found' | 'bad-request' | 'too-many-readers' | 'bug';

const ANSWERS: Readonly<Record<Kind, { readonly status: number; readonly title: string }>> = {
  'unknown-command': { status: 404, title: 'There is no such command' },
  'unknown-service': { status: 404, title: 'There is no such service' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'bad-request': { status: 400, title: 'The request was not understood' },
  'bad-arguments': { status: 400, title: 'The arguments were not understood' },
  'not-allowed': { status: 403, title: 'Not allowed' },
  refused: { status: 409, title: 'Not possible now' },
  'bad-exhibit-file': { status: 422, title: 'The exhibit file is wrong' },
  'confirmation-needed': { status: 428, title: 'This has to be confirmed' },
  'too-many-readers': { status: 503, title: 'Too many readers' },
  bug: { status: 500, title: 'A bug in Invigil' },
};

export function sendProblem(reply: FastifyReply, problem: Omit<Problem, 'kind'> & { readonly kind: Kind }): FastifyReply {
  const { status, title } = ANSWERS[problem.kind];
  const { token, expiresInMs } = problem.confirmation ?? {};
  return reply
    .code(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `${PROBLEM_URN}${problem.kind}`,
        title,
        status,
        detail: problem.detail,
        problems: problem.problems,
        confirmation: token === undefined ? undefined : { token, expires_in_ms: expiresInMs },
      }),
    );
}
