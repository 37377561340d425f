/** Signing in at the screen, and out. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Pad, SignedIn } from '../documents/sign-in.ts';
import { en } from '../documents/words/en.ts';
import { fill } from '../documents/words/fill.ts';
import type { Screen } from './door.ts';
import { SESSION_HEADER } from './identity.ts';
import { wordsOf } from './language.ts';
import { type ApiProblem, sendProblem } from './problem.ts';

const bodySchema = z.strictObject({ pin: z.string().min(1).max(64) });

export function addSignIn(app: FastifyInstance, screen: Screen): void {
  app.get('/api/v1/sign-in', async (request): Promise<Pad> => {
    const { pins, waitMs } = await screen.pad();
    const pad = { pins, wait_ms: Math.ceil(waitMs), without_pin: [...screen.withoutPin()] };
    return pins ? pad : { ...pad, sentence: screen.sentence(wordsOf(request)) };
  });

  app.post('/api/v1/sign-in', async (request, reply) => {
    const body = bodySchema.safeParse(request.body);
    // Not what was found: it may hold a PIN.
    if (!body.success) return sendProblem(reply, { kind: 'bad-arguments', detail: 'The body has to be {"pin": "..."}, and nothing else.' });
    const answer = await screen.signIn(body.data.pin);
    if (answer.outcome !== 'done') return sendProblem(reply, problemOf(answer));
    const { session, name, role } = answer;
    return { session, name, role } satisfies SignedIn;
  });

  app.post('/api/v1/sign-out', async (request) => {
    const session = request.headers[SESSION_HEADER];
    if (typeof session === 'string') screen.signOut(session);
    return {};
  });
}

function problemOf(answer: Exclude<Awaited<ReturnType<Screen['signIn']>>, { outcome: 'done' }>): ApiProblem {
  if (answer.outcome === 'no-pins') {
    return { kind: 'no-pins', detail: en.remarks.noPins };
  }
  const waitMs = Math.ceil(answer.waitMs);
  const isWrong = answer.outcome === 'wrong-pin';
  const again = isWrong ? en.remarks.wrongPin : en.remarks.noPinNow;
  const wait = isWrong ? en.remarks.wrongPinWait : en.remarks.noPinNowWait;
  const detail = waitMs === 0 ? again : fill(wait, { duration: `${Math.ceil(waitMs / 1_000)} s` });
  return { kind: answer.outcome, detail, waitMs };
}
