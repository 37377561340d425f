/** The routes that every door has: documents, pictures, streams, commands, and the description of it all. */
import type { FastifyInstance } from 'fastify';
import type { Behind } from './door.ts';
import { EventStream } from './events.ts';
import { healthzStatus } from './healthz.ts';
import { CONFIRMATION_HEADER } from './identity.ts';
import { openapi } from './openapi.ts';
import { sendProblem, tooManyReaders } from './problem.ts';
import { Readers } from './readers.ts';
import { addReading } from './reading.ts';

export interface Routes {
  /** Lets go of readers who may not read any more. */
  review(): Promise<void>;
  /** Ends every stream. */
  close(): void;
}

/** Behind a gate that was added before. */
export function addRoutes(app: FastifyInstance, behind: Behind): Routes {
  const events = new EventStream(behind.subscribe);
  const followers = new Readers();
  addReading(app, behind.resources, followers);

  app.get('/api/v1/openapi.json', async () => openapi(behind));

  app.get('/healthz', async (_, reply) => {
    const { state, health } = behind.snapshot();
    return reply.code(healthzStatus({ state, health })).send({ state, health });
  });

  app.get('/api/v1/events', (request, reply) => {
    const lastId = request.headers['last-event-id'];
    const reader = { response: reply.raw, mayStay: request.mayStay };
    if (!events.add(reader, typeof lastId === 'string' ? lastId : undefined)) return tooManyReaders(reply);
    return reply.hijack();
  });

  app.post<{ Params: { name: string } }>('/api/v1/commands/:name', async (request, reply) => {
    const { caller } = request;
    if (caller === null) throw new Error('a command came in around the gate');
    const confirmation = request.headers[CONFIRMATION_HEADER];
    const outcome = await behind.commands.run({
      name: request.params.name,
      arguments: request.body === undefined ? {} : request.body,
      caller,
      confirmation: typeof confirmation === 'string' ? confirmation : undefined,
    });
    return outcome.ok ? outcome.result : sendProblem(reply, outcome.problem);
  });

  return {
    async review() {
      await Promise.all([events.review(), followers.review()]);
    },
    close() {
      events.close();
      followers.close();
    },
  };
}
