/** The routes by which documents and pictures are read, and streams followed. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isPng } from '../documents/picture.ts';
import type { Asked, FollowedResource, Resource } from './door.ts';
import { wordsOf } from './language.ts';
import { sendProblem, tooManyReaders } from './problem.ts';
import { type Readers, sseEvent } from './readers.ts';

/** A key that stands twice in a query comes as a list. */
const textsSchema = z.record(z.string(), z.string({ error: 'stands more than once' }));

type Route = { readonly Params: Asked; readonly Querystring: Readonly<Record<string, unknown>> };
type Request = FastifyRequest<Route>;

/** `followers`: of all streams together. */
export function addReading(app: FastifyInstance, resources: readonly Resource[], followers: Readers): void {
  for (const resource of resources) {
    const asks = resource.asks === undefined ? z.unknown() : z.strictObject(resource.asks);
    app.get<Route>(`/api/v1/${resource.name}`, async (request, reply) => {
      const texts = textsSchema.safeParse({ ...request.query, ...request.params });
      if (!texts.success) return sendProblem(reply, { kind: 'bad-request', detail: whatIsWrong(texts.error) });
      // What the texts mean is the resource's to say; here they only have to fit.
      const asked = texts.data;
      const fits = asks.safeParse(asked);
      if (!fits.success) return sendProblem(reply, { kind: 'bad-request', detail: whatIsWrong(fits.error) });
      if ('follow' in resource) return follow(resource, asked, request, reply, followers);
      if (resource.schema !== null) return resource.read(asked, wordsOf(request));
      return sendPicture(reply, await resource.read(asked, wordsOf(request)));
    });
  }
}

function follow(resource: FollowedResource, asked: Asked, request: Request, reply: FastifyReply, followers: Readers): FastifyReply {
  const { raw: response } = reply;
  // What is told before the head is out waits; the first may come while `follow` still runs.
  const early: unknown[] = [];
  let open = false;
  const tell = (data: unknown): void => {
    if (open) followers.write(response, sseEvent(resource.event, data));
    else early.push(data);
  };
  const stop = resource.follow(asked, tell);
  if (!followers.add({ response, mayStay: request.mayStay }, stop)) {
    stop();
    return tooManyReaders(reply);
  }
  open = true;
  followers.write(response, 'retry: 1000\n\n');
  for (const data of early) tell(data);
  return reply.hijack();
}

function whatIsWrong(error: z.ZodError): string {
  const problems = error.issues.map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`));
  return `What was asked for was not understood: ${problems.join('; ')}.`;
}

/** A picture is of one moment: nobody keeps it. */
function sendPicture(reply: FastifyReply, image: Uint8Array): FastifyReply {
  return reply
    .type(isPng(image) ? 'image/png' : 'image/jpeg')
    .header('cache-control', 'no-store')
    .send(Buffer.from(image));
}
