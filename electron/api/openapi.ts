/**
 * The description of the API (OpenAPI 3.1), made from the same schemas that the API answers and parses with. It describes the
 * dashboard's address; over the socket everything is the same but the session. The calls of the PIN pad are between shell and supervisor
 * alone (docs/security.md) and are no part of it.
 */
import { z } from 'zod';
import type { Registry } from '../command/registry.ts';
import { problemSchema } from '../documents/problem.ts';
import { credentialsSchema, sessionSchema } from '../documents/session.ts';
import type { Behind, Resource } from './door.ts';
import { CONFIRMATION_HEADER } from './identity.ts';

type Json = Readonly<Record<string, unknown>>;

/** A part of a resource's name that the reader fills in. */
const PART = /:(\w+)/g;

const PROBLEM = '#/components/responses/Problem';
const health = z.object({ state: z.string(), health: z.string() });

export function openapi({ version, resources, commands }: Behind): Json {
  const paths: Record<string, Json> = {
    '/healthz': { get: HEALTHZ },
    '/api/v1/session': SESSION,
    '/api/v1/openapi.json': {
      get: operation('getDescription', 'This description.', [], { 200: answer('OpenAPI 3.1.', { type: 'object' }) }),
    },
    '/api/v1/events': { get: EVENTS },
  };
  for (const resource of resources) paths[`/api/v1/${resource.name.replace(PART, '{$1}')}`] = { get: reading(resource) };
  for (const entry of commands.entries) paths[`/api/v1/commands/${entry.name}`] = { post: command(entry) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Invigil',
      version,
      description: 'Supervises one exhibit: what can be read, and what can be asked of it. Problems are RFC 9457.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [{ name: 'documents' }, { name: 'commands' }, { name: 'session' }],
    security: [{ token: [] }, { cookie: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Of `invigil token NAME`.' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'invigil', description: 'Of `POST /api/v1/session`; `__Host-invigil` with TLS.' },
      },
      schemas: { Problem: json(problemSchema) },
      responses: {
        Problem: {
          description: 'What went wrong (RFC 9457).',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
    paths,
  };
}

/** What everything that needs somebody may answer. */
const REFUSALS = ['400', '401', '403', '421'];

function operation(operationId: string, summary: string, parameters: readonly Json[], responses: Json, tag = 'documents'): Json {
  return {
    operationId,
    summary,
    tags: [tag],
    ...(parameters.length > 0 && { parameters }),
    responses: { ...problems(REFUSALS), ...responses },
  };
}

function problems(statuses: readonly string[]): Json {
  return { ...Object.fromEntries(statuses.map((status) => [status, { $ref: PROBLEM }])), default: { $ref: PROBLEM } };
}

function answer(description: string, schema: Json, type = 'application/json'): Json {
  return { description, content: { [type]: { schema } } };
}

const HEALTHZ = {
  ...operation('getHealthz', 'Is it all right?', [], {
    200: answer('Yes, paused or closed.', json(health)),
    503: answer('No: health is error or fatal, or it is in safe mode.', json(health)),
  }),
  security: [],
};

const SESSION = {
  get: {
    ...operation(
      'getSession',
      'Who asks, and whether anybody can sign in.',
      [],
      { 200: answer('The session.', json(sessionSchema)) },
      'session',
    ),
    security: [],
  },
  post: {
    ...operation(
      'signIn',
      'Signs in with a name and a password; sets the cookie.',
      [],
      { 200: answer('Signed in.', json(sessionSchema)), ...problems(['413', '415', '429']) },
      'session',
    ),
    requestBody: { required: true, content: { 'application/json': { schema: json(credentialsSchema) } } },
    security: [],
  },
  delete: {
    ...operation('signOut', 'Ends the session of the cookie.', [], { 200: answer('Ended.', json(sessionSchema)) }, 'session'),
    security: [],
  },
};

const EVENTS = operation(
  'followEvents',
  'What happens, as it happens; with Last-Event-ID also what was missed.',
  [{ in: 'header', name: 'Last-Event-ID', description: 'The last id that was seen.', schema: { type: 'string' } }],
  {
    200: answer(
      'Events: `alert`, `service`, `exhibit`, `command`, and `gap` when some were missed.',
      { type: 'string' },
      'text/event-stream',
    ),
  },
);

function reading(resource: Resource): Json {
  const { name, summary, schema } = resource;
  return operation(`get${inCapitals(name)}`, summary, parametersOf(resource), {
    200: found(resource, summary),
    ...problems(['404', '409']),
  });

  function found(of: Resource, description: string): Json {
    if ('follow' in of) {
      const told = `${description} Events \`${of.event}\`, whose data is JSON.`;
      return { description: told, content: { 'text/event-stream': { schema: { type: 'string' }, 'x-event-data': json(of.schema) } } };
    }
    if (schema !== null) return answer(description, json(schema));
    const picture = { schema: { type: 'string', format: 'binary' } };
    return { description, content: { 'image/jpeg': picture, 'image/png': picture } };
  }
}

function parametersOf({ name, asks = {} }: Resource): Json[] {
  const parts = Array.from(name.matchAll(PART), ([, part = '']) => part);
  const text = { type: 'string', minLength: 1 };
  const inPath = parts.map((part) => {
    const schema = asks[part];
    return { in: 'path', name: part, required: true, ...(schema === undefined ? { schema: text } : described(schema)) };
  });
  const inQuery = Object.entries(asks).filter(([key]) => !parts.includes(key));
  return [...inPath, ...inQuery.map(([key, schema]) => ({ in: 'query', name: key, required: !isOptional(schema), ...described(schema) }))];
}

function described(schema: z.ZodType): Json {
  const { description, ...rest } = json(schema, 'input');
  return { ...(description !== undefined && { description }), schema: rest };
}

function isOptional(schema: z.ZodType): boolean {
  return schema.safeParse(undefined).success;
}

function command({ name, summary, role, confirmation, arguments: schema, result }: Registry['entries'][number]): Json {
  const confirm = {
    in: 'header',
    name: CONFIRMATION_HEADER,
    description: 'The token of a 428 answer: the same request again with it, within 30 s, is done.',
    schema: { type: 'string' },
  };
  const done = answer('Taken in; what comes of it is seen in documents and events.', result === undefined ? EMPTY : json(result));
  const statuses = ['404', '409', '413', '415', '422', ...(confirmation ? ['428'] : [])];
  return {
    ...operation(
      `command${inCapitals(name)}`,
      `${summary}.`,
      confirmation ? [confirm] : [],
      { 200: done, ...problems(statuses) },
      'commands',
    ),
    description: `Needs the role ${role}${confirmation ? ' and a confirmation' : ''}.`,
    'x-role': role,
    requestBody: { required: !isEmptyEnough(schema), content: { 'application/json': { schema: json(schema, 'input') } } },
  };
}

/** No body is an object without anything in it. */
function isEmptyEnough(schema: z.ZodType): boolean {
  return schema.safeParse({}).success;
}

const EMPTY = { type: 'object', additionalProperties: false };

/** `incidents/:number/picture`: IncidentsNumberPicture. */
function inCapitals(name: string): string {
  return name.replaceAll(/(?:^|[^a-z0-9]+)([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

function json(schema: z.core.$ZodType, io: 'input' | 'output' = 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
