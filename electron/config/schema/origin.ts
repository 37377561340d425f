import * as z from 'zod';
import { mean } from './meaning.ts';

/** Origins: scheme, host and port, as browsers tell one site from another. */

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

/** An origin, without a slash at its end. */
export const origin = mean(
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
      if ((URL.parse(value)?.password ?? '') !== '') return 'an address with a password in it';
      return meant === null ? null : `${JSON.stringify(value)}, which is more than the origin "${meant}"`;
    },
  },
);
