/**
 * Answers what the overlay's page asks, by asking the supervisor. The session of whoever has signed in is kept here and nowhere else:
 * the page never sees it, and it is given up when the overlay closes or the supervisor no longer knows it.
 */
import type { Answer, AnswerProblem, Ask } from '../../documents/bridge.ts';
import { PROBLEM_URN, problemSchema } from '../../documents/problem.ts';
import { signedInSchema } from '../../documents/sign-in.ts';
import { jsonOf } from '../../platform/json.ts';
import type { Client, NoReply, Reply, Request } from './client.ts';

/** What the supervisor answers; to close is the shell's own affair. */
export type Question = Exclude<Ask, { readonly ask: 'close' }>;

export interface DeskOptions {
  readonly client: Client;
  /** Somebody has signed in, or nobody is signed in any more. */
  readonly onKnown: (signedIn: boolean) => void;
}

/** Of a session that the supervisor has forgotten: it was restarted, or the session was not used for long. */
const FORGOTTEN = 'not-signed-in';

export class Desk {
  readonly #options: DeskOptions;
  #session: string | null = null;
  /** Counts the visits: what was asked in an earlier one changes nothing in this one. */
  #visit = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  async answer(question: Question): Promise<Answer> {
    const visit = this.#visit;
    const session = this.#session;
    const reply = await this.#options.client({ ...requestFor(question), session });
    const answer = answerOf(reply);
    if (question.ask === 'sign-in') return this.#signedIn(answer, visit);
    if (!answer.ok && answer.problem.kind === FORGOTTEN && session !== null && session === this.#session) {
      this.#session = null;
      this.#options.onKnown(false);
    }
    return answer;
  }

  /** Ends the visit: nobody is signed in from now on, whether the supervisor hears of it or not. */
  leave(): void {
    this.#visit += 1;
    if (this.#session !== null) this.#signOut(this.#session);
    this.#session = null;
  }

  #signedIn(answer: Answer, visit: number): Answer {
    if (!answer.ok) return answer;
    const signedIn = signedInSchema.safeParse(answer.body);
    if (!signedIn.success) return unreadable('a sign-in that is none');
    const { session, name, role } = signedIn.data;
    if (visit !== this.#visit) {
      this.#signOut(session);
      return { ok: false, problem: { kind: FORGOTTEN, detail: 'The overlay was closed meanwhile.' } };
    }
    if (this.#session !== null) this.#signOut(this.#session);
    this.#session = session;
    this.#options.onKnown(true);
    return { ok: true, body: { name, role } };
  }

  /** Unheard, the session ends by itself. */
  #signOut(session: string): void {
    void this.#options.client({ method: 'POST', path: 'sign-out', session });
  }
}

function requestFor(question: Question): Omit<Request, 'session'> {
  switch (question.ask) {
    case 'sign-in':
      return { method: 'POST', path: 'sign-in', body: { pin: question.pin } };
    case 'read':
      return { method: 'GET', path: question.document };
    case 'log':
      return { method: 'GET', path: `logs/${question.service}` };
    case 'picture':
      return { method: 'GET', path: `incidents/${question.incident}/picture` };
    case 'screenshot':
      return { method: 'GET', path: `screenshots/${question.file}` };
    case 'command':
      return { method: 'POST', path: `commands/${question.name}`, body: question.arguments, confirmation: question.confirmation };
  }
}

function answerOf(reply: Reply | NoReply): Answer {
  if (reply.status === null) {
    return reply.why === 'away' ? problem({ kind: 'away', detail: 'Invigil does not answer.' }) : unreadable('more than 2 MB');
  }
  if (reply.status >= 400) return problem(problemOf(reply));
  if (reply.type.startsWith('image/')) return { ok: true, body: `data:${reply.type};base64,${reply.body.toString('base64')}` };
  const body = jsonOf(reply.body.toString('utf8'));
  return body === undefined ? unreadable(`${reply.type || 'something without a type'}`) : { ok: true, body };
}

function problemOf({ status, body }: Reply): AnswerProblem {
  const read = problemSchema.safeParse(jsonOf(body.toString('utf8')));
  if (!read.success) return { kind: 'unreadable', detail: `Invigil answered with the status ${status} and did not say why.` };
  const { type, detail, confirmation, wait_ms } = read.data;
  return {
    kind: type.startsWith(PROBLEM_URN) ? type.slice(PROBLEM_URN.length) : type,
    detail,
    ...(confirmation === undefined ? {} : { confirmation: { token: confirmation.token, expiresInMs: confirmation.expires_in_ms } }),
    ...(wait_ms === undefined ? {} : { waitMs: wait_ms }),
  };
}

const problem = (what: AnswerProblem): Answer => ({ ok: false, problem: what });
const unreadable = (what: string): Answer => problem({ kind: 'unreadable', detail: `Invigil's answer was not understood: ${what}.` });
