/** The description of the API, made from the same schemas that the API answers and parses with. */
import { z } from 'zod';
import type { Registry } from '../command/registry.ts';
import type { Behind, Resource } from './door.ts';
import { CONFIRMATION_HEADER } from './identity.ts';
import { SIGN_IN_PATHS } from './sign-in.ts';

type Json = Readonly<Record<string, unknown>>;

const problem = { description: 'What went wrong (RFC 9457).', content: { 'application/problem+json': { schema: { type: 'object' } } } };

/** A part of a resource's name that the reader fills in. */
const PART = /:(\w+)/g;

export function openapi(version: string, { resources, commands }: Behind): Json {
  const paths: Record<string, Json> = {
    ...SIGN_IN_PATHS,
    '/healthz': {
      get: { summary: 'Is it all right?', responses: { 200: { description: 'Yes, paused or closed.' }, 503: { description: 'No.' } } },
    },
    '/api/v1/events': {
      get: {
        summary: 'What happens, as it happens; with Last-Event-ID also what was missed.',
        responses: { 200: { description: 'Events.', content: { 'text/event-stream': {} } } },
      },
    },
  };
  for (const resource of resources) paths[`/api/v1/${resource.name.replace(PART, '{$1}')}`] = { get: reading(resource) };
  for (const entry of commands.entries) paths[`/api/v1/commands/${entry.name}`] = { post: operation(entry) };
  return { openapi: '3.1.0', info: { title: 'Invigil', version }, paths };
}

function reading({ name, summary, schema }: Resource): Json {
  const content = schema === null ? { 'image/jpeg': {}, 'image/png': {} } : { 'application/json': { schema: z.toJSONSchema(schema) } };
  const parameters = Array.from(name.matchAll(PART), ([, part]) => ({
    in: 'path',
    name: part,
    required: true,
    schema: { type: 'string' },
  }));
  return { summary, parameters, responses: { 200: { description: summary, content }, default: problem } };
}

function operation({ summary, role, confirmation, arguments: schema }: Registry['entries'][number]): Json {
  const confirm = { in: 'header', name: CONFIRMATION_HEADER, description: 'The token of a 428 answer.', schema: { type: 'string' } };
  return {
    summary: `${summary}.`,
    description: `Needs the role ${role}${confirmation ? ' and a confirmation' : ''}.`,
    parameters: confirmation ? [confirm] : [],
    requestBody: { content: { 'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }) } } },
    responses: { 200: { description: 'Taken in.', content: { 'application/json': {} } }, default: problem },
  };
}
