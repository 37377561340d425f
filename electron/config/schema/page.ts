import * as z from 'zod';
import { mean } from './meaning.ts';
import { oddReference, reference } from './secret.ts';
import { choice, list, number, path } from './values.ts';

/** The keys of a `url` service that say how its page is shown, and what it may. */

/** What a page may be allowed to use. The shell knows what each means to Electron; everything else is refused. */
const PERMISSIONS = ['camera', 'microphone', 'midi', 'geolocation', 'fullscreen', 'pointer-lock', 'clipboard-read'] as const;

/** The origin that an address means, `https://example.org`; null for what has none, and for patterns. */
function originOf(text: string): string | null {
  const url = URL.parse(text);
  return url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname.includes('*') ? null : url.origin;
}

/** Whether nothing stands behind the origin: capitals and the usual port are the origin all the same. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && originOf(text) !== null && url.href === `${url.origin}/`;
}

const origin = mean(
  z
    .string()
    .max(2048)
    .refine(isOrigin)
    .transform((text) => originOf(text) ?? text),
  {
    wanted: 'an origin in quotes: scheme, host and port without a path, like "https://example.org"',
    explain: (value) => {
      if (typeof value !== 'string' || value.length > 200) return null;
      const meant = originOf(value);
      return meant === null ? null : `${JSON.stringify(value)}, which is more than the origin "${meant}"`;
    },
  },
);

/** What may stand in a request as the value of a header. */
const HEADER_VALUE = /^[\x20-\x7e\t]{1,4096}$/;

/** The value of a header, if this text is one. */
export function isHeaderValue(text: string): boolean {
  return HEADER_VALUE.test(text);
}

const header = mean(z.union([z.string().refine(isHeaderValue), reference]), {
  wanted: 'a text in quotes of 1 to 4096 ASCII characters in one line, or { file = "secrets/NAME" } or { env = "VARIABLE" }',
  // The value may be a secret even where it is wrong.
  explain: (value) => {
    if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text that no header can have';
    return oddReference(value);
  },
});

const headers = mean(z.record(z.string(), header), {
  wanted: 'a table of headers, like { X-Exhibit = "lantern" }',
  names: 'HEADER',
});

export const pageKeys = {
  allow: list(origin, 'origins', '["https://example.org"]', 100)
    .prefault([])
    .describe('With `url` only: origins that the page may go to beside its own.'),
  permissions: list(choice(PERMISSIONS), 'permissions', '["microphone"]', 20)
    .prefault([])
    .describe(
      `With \`url\` only: what the page may use, of ${PERMISSIONS.map((name) => `\`${name}\``).join(', ')}. Everything that is not named is refused.`,
    ),
  zoom: number(0.25, 5, 1.5).prefault(1).describe('With `url` only: how large the page is shown; 1 is as it is.'),
  cursor: choice(['shown', 'hidden']).prefault('shown').describe('With `url` only: whether the mouse pointer is seen.'),
  storage: choice(['keep', 'clear'])
    .prefault('keep')
    .describe('With `url` only: `clear` begins each start of the shell without what the page has kept.'),
  css: path('kiosk.css').optional().describe('With `url` only: a file of styles that are added to the page.'),
  headers: headers
    .prefault({})
    .describe(
      'With `url` only: headers that are sent with each request to the origin of `url` and to no other. A secret one as `{ file = }` or `{ env = }`.',
    ),
};
