/** Signing in over the network, and out: the session stands in a cookie that no script can read. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { credentialsSchema, type Session } from '../../documents/session.ts';
import { en } from '../../documents/words/en.ts';
import { fill } from '../../documents/words/fill.ts';
import type { Network, PasswordAnswer } from '../door.ts';
import { type ApiProblem, sendProblem } from '../problem.ts';
import { cookieName } from './visitor.ts';
import type { Shown } from './web.ts';

const PATH = '/api/v1/session';
const OPEN = { config: { open: true } };

interface SessionOptions {
  readonly network: Network;
  readonly shown: () => Shown;
  /** Somebody has signed out: lets go of the streams that they read. */
  readonly review: () => Promise<void>;
}

export function addSession(app: FastifyInstance, { network, shown, review }: SessionOptions): void {
  const session = async (person: Session['signed_in']): Promise<Session> => {
    const { title, locale, timeZone } = shown();
    return {
      passwords: await network.passwords(),
      wait_ms: Math.ceil(network.waitMs()),
      signed_in: person,
      title: person === null ? null : title,
      locale,
      ...(person !== null && { time_zone: timeZone }),
    };
  };

  app.get(PATH, OPEN, async ({ visitor }) => {
    return session(visitor === null ? null : { name: visitor.name, role: visitor.caller.role });
  });

  app.post(PATH, OPEN, async (request, reply) => {
    const body = credentialsSchema.safeParse(request.body);
    // Not what was found: it may hold a password.
    if (!body.success) return sendProblem(reply, { kind: 'bad-arguments', detail: BODY });
    const answer = await network.signIn(body.data.name, body.data.password);
    if (answer.outcome !== 'done') return refuse(reply, answer);
    // Who signs in again is one session, not two.
    await end(request);
    const { name, role } = answer;
    setCookie(request, reply, answer.session);
    return session({ name, role });
  });

  app.delete(PATH, OPEN, async (request, reply) => {
    await end(request);
    setCookie(request, reply, null);
    return session(null);
  });

  async function end({ visitor }: FastifyRequest): Promise<void> {
    if (visitor === null || visitor.session === null) return;
    network.signOut(visitor.session);
    await review();
  }
}

const BODY = 'The body has to be {"name": "...", "password": "..."}, and nothing else.';

/** Null: the browser forgets it. Without an end of its own it goes with the browser. */
function setCookie({ isSecure }: FastifyRequest, reply: FastifyReply, session: string | null): void {
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure } as const;
  const name = cookieName(isSecure);
  if (session === null) void reply.clearCookie(name, attributes);
  else void reply.setCookie(name, session, attributes);
}

function refuse(reply: FastifyReply, answer: Exclude<PasswordAnswer, { outcome: 'done' }>): FastifyReply {
  if (answer.outcome === 'no-passwords') return sendProblem(reply, { kind: 'no-passwords', detail: en.remarks.noPasswords });
  const waitMs = Math.ceil(answer.waitMs);
  const seconds = Math.ceil(waitMs / 1_000);
  if (waitMs > 0) void reply.header('retry-after', seconds);
  return sendProblem(reply, problemOf(answer.outcome, waitMs, seconds));
}

function problemOf(outcome: 'wrong' | 'too-many-tries', waitMs: number, seconds: number): ApiProblem {
  const isWrong = outcome === 'wrong';
  const again = isWrong ? en.remarks.wrongPassword : en.remarks.noPasswordNow;
  const wait = isWrong ? en.remarks.wrongPasswordWait : en.remarks.noPasswordNowWait;
  const detail = waitMs === 0 ? again : fill(wait, { duration: `${seconds} s` });
  return { kind: isWrong ? 'wrong-password' : 'too-many-tries', detail, waitMs };
}
