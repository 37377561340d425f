/** The routes by which documents and pictures are read. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { isPng } from '../documents/picture.ts';
import type { Asked, Resource } from './door.ts';
import { wordsOf } from './language.ts';
import { sendProblem } from './problem.ts';

/** A key that stands twice in a query comes as a list. */
const askedSchema = z.record(z.string(), z.string());

type Route = { readonly Params: Asked; readonly Querystring: Readonly<Record<string, unknown>> };

export function addReading(app: FastifyInstance, resources: readonly Resource[]): void {
  for (const resource of resources) {
    app.get<Route>(`/api/v1/${resource.name}`, async (request, reply) => {
      const asked = askedSchema.safeParse({ ...request.query, ...request.params });
      if (!asked.success) return sendProblem(reply, { kind: 'bad-request', detail: 'Each key of the query stands once, with a text.' });
      if (resource.schema !== null) return resource.read(asked.data, wordsOf(request));
      return sendPicture(reply, await resource.read(asked.data, wordsOf(request)));
    });
  }
}

/** A picture is of one moment: nobody keeps it. */
function sendPicture(reply: FastifyReply, image: Uint8Array): FastifyReply {
  return reply
    .type(isPng(image) ? 'image/png' : 'image/jpeg')
    .header('cache-control', 'no-store')
    .send(Buffer.from(image));
}
