import * as z from 'zod';
import { mean } from './meaning.ts';
import { oddReference, reference } from './secret.ts';

/** Headers that are sent along, some of them secret. What they may be called is a rule (`rules/headers.ts`). */

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

/** A table of headers. */
export const headers = mean(z.record(z.string(), header), {
  wanted: 'a table of headers, like { X-Exhibit = "lantern" }',
  names: 'HEADER',
});
