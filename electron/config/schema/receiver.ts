import * as z from 'zod';
import { command } from './command.ts';
import { host, httpUrl } from './endpoint.ts';
import { headers } from './header.ts';
import { mean, table } from './meaning.ts';
import { origin } from './origin.ts';
import { duration } from './quantity.ts';
import { oddReference, reference, secret } from './secret.ts';
import { TEMPLATE_PLACES, template } from './template.ts';
import { choice, list, name, text, whole, yesOrNo } from './values.ts';

/**
 * `[[alerts.to]]`: one that is told. One table has the keys of all kinds, so that the reference page and messages know each; which
 * belong to which kind, and which it cannot do without, says `RECEIVER_KEYS`, and a rule sees to it (`rules/receivers.ts`).
 */

/** From the least to the gravest. */
export const LEVELS = ['info', 'warning', 'error', 'fatal'] as const;

export const RECEIVER_KINDS = ['ntfy', 'email', 'webhook', 'command', 'log'] as const;
export type ReceiverKind = (typeof RECEIVER_KINDS)[number];

const topic = mean(z.string().regex(/^[-_A-Za-z0-9]{1,64}$/), {
  wanted: 'a topic in quotes: 1 to 64 letters, digits, hyphens and underscores, like "lantern-3f9c"',
});

const mailbox = mean(
  z
    .string()
    .max(254)
    .regex(/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/),
  { wanted: 'an address of e-mail in quotes, like "technik@example.org"' },
);

/** An address may be a secret as a whole, as those of chat services are. */
const webhookUrl = mean(z.union([httpUrl(), reference]), {
  wanted:
    'an address in quotes that begins with http:// or https://, like "https://example.org/alerts", or { file = "secrets/webhook.url" } or { env = "VARIABLE" }',
  // It may be a secret even where it is wrong.
  explain: (value) => (typeof value === 'string' ? 'a text that is no such address' : oddReference(value)),
});

const deadMansSwitch = mean(
  table({
    after: duration('2m', '3d', '10m').describe(
      'Silence for this long is told by the server. On ntfy.sh at least `1h`, because it counts messages.',
    ),
  }),
  { wanted: 'a table, like { after = "10m" }' },
);

export const receiver = mean(
  table({
    kind: choice(RECEIVER_KINDS).describe(
      'How: to phones by `ntfy`, by `email`, to another program over HTTP (`webhook`) or on this machine (`command`), or into the `log`.',
    ),
    name: name('technik').optional().describe('What it is called. Left out: its kind, from the second one on with a number: `ntfy-2`.'),
    level: choice(LEVELS).optional().describe('Lesser alerts do not go there. Left out: `alerts.level`.'),
    server: origin.optional().describe('Kind `ntfy`: the server.'),
    topic: topic
      .optional()
      .describe('Kind `ntfy`: the topic. On a server that asks for no sign-in whoever knows it reads everything: make it long and random.'),
    token: secret('ntfy.token').optional().describe('Kind `ntfy`: an access token of the server.'),
    pictures: yesOrNo().prefault(true).describe("Kind `ntfy`: whether incidents' pictures of the screen go with it."),
    dead_mans_switch: deadMansSwitch
      .transform(({ after }) => ({ afterMs: after }))
      .optional()
      .describe(
        "Kind `ntfy`: a message that the server sends when it has not heard of this machine. For one's own server of version 2.16 or later.",
      ),
    host: host('mail.example.org').optional().describe('Kind `email`: the server for outgoing mail (SMTP).'),
    port: whole(1, 65_535, 587).optional().describe('Kind `email`: its port. Left out: 587 for `starttls`, 465 for `tls`, 25 for `none`.'),
    security: choice(['starttls', 'tls', 'none'])
      .prefault('starttls')
      .describe(
        'Kind `email`: how the connection is encrypted. `starttls`: and refused where the server cannot. `none`: only to this machine itself.',
      ),
    user: text(254, 'lantern@example.org').optional().describe('Kind `email`: the name to sign in with. Left out: without a sign-in.'),
    password: secret('email.password').optional().describe('Kind `email`: the password of that name. The file holds it in one line.'),
    from: mailbox.optional().describe('Kind `email`: the address of the sender.'),
    to: list(mailbox, 'addresses of e-mail', '["technik@example.org"]', 50, 1).optional().describe('Kind `email`: who gets it.'),
    digest: duration('0s', '1d', '5m')
      .prefault('5m')
      .describe('Kind `email`: what comes within this time after a mail goes into the next one together.'),
    url: webhookUrl.optional().describe('Kind `webhook`: the address that gets a POST with each message.'),
    secret: secret('webhook.secret').optional().describe('Kind `webhook`: signs each body (HMAC-SHA256). Left out: unsigned.'),
    headers: headers.prefault({}).describe('Kind `webhook`: further headers. A secret one as `{ file = }` or `{ env = }`.'),
    template: template
      .optional()
      .describe(
        `Kind \`webhook\`: a body of your own, JSON with places for what is told: ${TEMPLATE_PLACES.map((place) => `\`{${place}}\``).join(', ')}. Left out: the message as JSON.`,
      ),
    command: command()
      .optional()
      .describe('Kind `command`: a program that gets each message as JSON on its standard input. It runs in the folder of `exhibit.toml`.'),
  }),
  { wanted: 'a table [[alerts.to]] with a kind' },
);

/** A receiver as the schema makes it. */
export type FileReceiver = z.output<typeof receiver>;

interface KeysOfKind {
  readonly needed: readonly (keyof FileReceiver)[];
  readonly others: readonly (keyof FileReceiver)[];
}

/** The keys that each kind has beside `kind`, `name` and `level`. */
export const RECEIVER_KEYS: Readonly<Record<ReceiverKind, KeysOfKind>> = {
  ntfy: { needed: ['server', 'topic'], others: ['token', 'pictures', 'dead_mans_switch'] },
  email: { needed: ['host', 'from', 'to'], others: ['port', 'security', 'user', 'password', 'digest'] },
  webhook: { needed: ['url'], others: ['secret', 'headers', 'template'] },
  command: { needed: ['command'], others: [] },
  log: { needed: [], others: [] },
};

/** The kind that a word means; null: none. */
export function receiverKind(word: string | undefined): ReceiverKind | null {
  return RECEIVER_KINDS.find((kind) => kind === word) ?? null;
}

/** Every key that a receiver of this kind may have. */
export function keysOfReceiver(kind: ReceiverKind): readonly string[] {
  const { needed, others } = RECEIVER_KEYS[kind];
  return ['kind', 'name', 'level', ...needed, ...others];
}
