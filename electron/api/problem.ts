/** Everything that goes wrong is answered as RFC 9457 says: `application/problem+json`, its detail in the reader's language. */
import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Problem, ProblemKind } from '../command/entry.ts';
import { PROBLEM_URN, type ProblemJson } from '../documents/problem.ts';
import { translate } from '../documents/words/translate.ts';
import { wordsOf } from './language.ts';

type SignInKind = 'not-signed-in' | 'wrong-pin' | 'wrong-password' | 'too-many-tries' | 'no-pins' | 'no-passwords';
/** What is wrong with a request, whatever it asks for. */
type RequestKind =
  | 'bad-request'
  | 'not-found'
  | 'method-not-allowed'
  | 'request-timeout'
  | 'too-large'
  | 'unsupported-media-type'
  | 'wrong-host'
  | 'wrong-origin'
  | 'head-too-large';
type Kind = ProblemKind | SignInKind | RequestKind | 'too-many-readers' | 'bug';

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
  'wrong-password': { status: 401, title: 'The name or the password is wrong' },
  'too-many-tries': { status: 429, title: 'Too many tries' },
  'no-pins': { status: 403, title: 'No PIN is set' },
  'no-passwords': { status: 403, title: 'No password is set' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method' },
  'request-timeout': { status: 408, title: 'The request took too long' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body has the wrong type' },
  'wrong-host': { status: 421, title: 'Not meant for this address' },
  'wrong-origin': { status: 403, title: 'Asked for by another page' },
  'head-too-large': { status: 431, title: 'The head of the request is too large' },
  refused: { status: 409, title: 'Not possible now' },
  'bad-exhibit-file': { status: 422, title: 'The exhibit file is wrong' },
  'confirmation-needed': { status: 428, title: 'This has to be confirmed' },
  'too-many-readers': { status: 503, title: 'Too many readers' },
  bug: { status: 500, title: 'A bug in Invigil' },
};

const TYPE = 'application/problem+json';

export function sendProblem(reply: FastifyReply, problem: ApiProblem): FastifyReply {
  const body = problemBody(problem, translate(problem.detail, wordsOf(reply.request)));
  return reply.code(body.status).type(TYPE).send(JSON.stringify(body));
}

/** The whole answer to what is no request that could be answered otherwise, in English: its head was not understood. */
export function rawProblem(problem: ApiProblem): string {
  const body = problemBody(problem, problem.detail);
  const json = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${body.status} ${STATUS_CODES[body.status] ?? 'Problem'}`,
    `Content-Type: ${TYPE}`,
    `Content-Length: ${Buffer.byteLength(json)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${json}`;
}

function problemBody(problem: ApiProblem, detail: string): ProblemJson {
  const { status, title } = ANSWERS[problem.kind];
  const { token, expiresInMs } = problem.confirmation ?? {};
  return {
    type: `${PROBLEM_URN}${problem.kind}`,
    title,
    status,
    detail,
    ...(problem.problems && { problems: [...problem.problems] }),
    ...(token !== undefined && expiresInMs !== undefined && { confirmation: { token, expires_in_ms: expiresInMs } }),
    ...(problem.waitMs !== undefined && { wait_ms: problem.waitMs }),
  };
}

/** For a stream that has as many readers as it takes. */
export function tooManyReaders(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, { kind: 'too-many-readers', detail: 'As many as possible are listening already. Try again later.' });
}
