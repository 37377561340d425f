/**
 * Writes `docs/openapi.json` and `docs/api.md`, the API for programs and for people, from what a supervisor says of itself. Both are
 * committed; a test compares.
 *
 *   node build/openapi-page.ts
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Running } from '../test/support/running.ts';

const docs = (name: string) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
/** Where they are kept. */
export const DESCRIPTION = docs('openapi.json');
export const PAGE = docs('api.md');

const schema = z.object({ type: z.string().optional(), enum: z.array(z.string()).optional(), default: z.unknown().optional() });
const parameter = z.object({
  in: z.enum(['path', 'query', 'header']),
  name: z.string(),
  required: z.boolean().default(false),
  description: z.string().default(''),
  schema,
});
const operation = z.object({
  summary: z.string(),
  description: z.string().optional(),
  tags: z.tuple([z.string()]),
  parameters: z.array(parameter).default([]),
  security: z.array(z.unknown()).optional(),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).default({}) })),
});
const description = z.looseObject({ paths: z.record(z.string(), z.partialRecord(z.enum(['get', 'post', 'delete']), operation)) });

type Operation = z.output<typeof operation>;

/** What a supervisor of the smallest exhibit says, over its socket. */
export async function describe(): Promise<unknown> {
  const running = new Running('[service.core]\ncommand = ["sleep", "1000"]\n[dashboard]\nlisten = []\n');
  try {
    await running.start();
    return await new Promise((resolve, reject) => {
      const asked = request({ socketPath: running.socket, path: '/api/v1/openapi.json' }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve(JSON.parse(text)));
      });
      asked.on('error', reject).end();
    });
  } finally {
    await running.remove();
  }
}

/** As it is kept, in the one form that everything here has. */
function descriptionText(described: unknown): string {
  const biome = fileURLToPath(new URL('../node_modules/.bin/biome', import.meta.url));
  return execFileSync(biome, ['format', '--stdin-file-path=openapi.json'], { input: JSON.stringify(described), encoding: 'utf8' });
}

/** The page for people. */
export function page(described: unknown): string {
  const { paths } = description.parse(described);
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, one]) => (one === undefined ? [] : [{ path, method: method.toUpperCase(), one }])),
  );
  const part = (title: string, tag: string) => [
    `## ${title}`,
    ...all.filter(({ one }) => one.tags[0] === tag).map(({ path, method, one }) => section(path, method, one)),
  ];
  const parts = [
    ...part('Documents, pictures and streams', 'documents'),
    ...part('Commands', 'commands'),
    ...part('Signing in', 'session'),
  ];
  return `${[INTRODUCTION, ...parts].join('\n\n')}\n`;
}

function section(path: string, method: string, one: Operation): string {
  const rows = one.parameters.map(({ name, in: where, required, description: about, schema: what }) => {
    const values = what.enum?.map((value) => `\`${value}\``).join(', ') ?? what.type ?? 'text';
    const fallback = what.default === undefined ? '' : `, ${JSON.stringify(what.default)} if left out`;
    return `| \`${name}\` | ${where}${required ? '' : ', may be left out'} | ${values}${fallback} | ${about} |`;
  });
  const table = rows.length === 0 ? [] : [`| what | where | may be | meaning |\n| --- | --- | --- | --- |\n${rows.join('\n')}`];
  const about = [one.summary, one.description].filter((text) => text !== undefined).join(' ');
  return [`### ${method} ${path}`, about, ...table, `\`\`\`sh\n${curl(path, method, one)}\n\`\`\``].join('\n\n');
}

/** One call that does something sensible in the demo. */
function curl(path: string, method: string, one: Operation): string {
  const isOpen = one.security?.length === 0;
  const types = Object.keys(one.responses['200']?.content ?? {});
  const options = [
    ...(types.includes('text/event-stream') ? ['-N'] : []),
    ...(types.some((type) => type.startsWith('image/')) ? ['-o picture.jpg'] : []),
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(isOpen ? (SESSION_OPTIONS[method] ?? []) : ['-H "Authorization: Bearer $TOKEN"']),
  ];
  const body = BODIES[path];
  if (body !== undefined && method === 'POST') options.push("-H 'Content-Type: application/json'", `-d '${JSON.stringify(body)}'`);
  const confirmed = one.parameters.some(({ name }) => name === 'x-invigil-confirmation') ? CONFIRMED : '';
  return `curl ${[...options, `"$INVIGIL${filled(path)}"`].join(' ')}${confirmed}`;
}

const CONFIRMED = ' \\\n  -H "X-Invigil-Confirmation: $CONFIRMATION"   # the token of the 428 answer to the same call without it';
const SESSION_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  POST: ['-c cookies', '-H "Origin: $INVIGIL"'],
  DELETE: ['-b cookies', '-H "Origin: $INVIGIL"'],
};
const BODIES: Readonly<Record<string, object>> = {
  '/api/v1/session': { name: 'alice', password: '...' },
  '/api/v1/commands/start': { service: 'audio' },
  '/api/v1/commands/stop': { service: 'audio' },
  '/api/v1/commands/restart': { service: 'audio' },
  '/api/v1/commands/pause': { for: '15m' },
  '/api/v1/commands/refresh': { service: 'display' },
  '/api/v1/commands/volume': { percent: 60 },
};

/** A part of the path, or a key of the query that a call makes no sense without. */
const VALUES: Readonly<Record<string, string>> = { number: '1', service: 'audio', file: 'screenshot-20261121-140211-482.jpg' };

function filled(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? name);
}

const INTRODUCTION = `# The API

<!-- Made from what the supervisor says of itself by build/openapi-page.ts. -->

Everything that the dashboard shows and does, programs can read and do. It is described for them in OpenAPI 3.1: [openapi.json](openapi.json), and at
\`/api/v1/openapi.json\` of a supervisor that runs. In the examples

\`\`\`sh
INVIGIL=http://127.0.0.1:7810
TOKEN=$(cat ~/.config/invigil/lantern/secrets/alice.token)
\`\`\`

**Where.** At each address of \`dashboard.listen\`, and over \`$XDG_RUNTIME_DIR/invigil/NAME/control.sock\` for the kiosk user and root, who need no token:
\`curl --unix-socket $XDG_RUNTIME_DIR/invigil/lantern/control.sock http://localhost/api/v1/status\`.

**Who.** A program has a token: \`invigil token NAME\` makes one for somebody of \`[[access]]\`, and it can do what their role allows. Reading needs \`view\`.
Sessions and cookies are for browsers. [security.md](security.md) says what this door lets in.

**What goes wrong** is answered as RFC 9457 says, with the status that fits and \`application/problem+json\`: \`type\` (\`urn:invigil:problem:not-allowed\`) is for programs,
\`detail\` is a sentence in the language of \`Accept-Language\` that says what would be right. 401: not signed in; 403: not allowed, or asked for by another page; 404: no such thing;
409: not possible now; 421: \`Host\` names nothing that listens here; 428: to be confirmed; 429: too many tries; 503: too many readers.

**Streams** are server-sent events. Reconnect with \`Last-Event-ID\`: what was missed comes first, or an event \`gap\` when that was too much.

**Confirmations.** Rebooting and powering off are answered 428 with a token first; the same call again with it, by the same person within 30 s, is done.`;

if (import.meta.main) {
  const described = await describe();
  writeFileSync(DESCRIPTION, descriptionText(described));
  writeFileSync(PAGE, page(described));
}
