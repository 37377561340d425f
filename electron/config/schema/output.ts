import * as z from 'zod';
import { mean } from './meaning.ts';
import { text } from './values.ts';

const word = text(128, 'HDMI-A-1');

const byMaker = z
  .strictObject({ make: word.optional(), model: word.optional(), serial: word.optional() })
  .refine((screen) => Object.keys(screen).length > 0);

/** The screen of a display: the compositor's name of the socket, or what the screen says of itself. */
export const output = mean(z.union([word.transform((name) => ({ name })), byMaker]), {
  wanted: 'the name of an output in quotes, like "HDMI-A-1", or { make = "...", model = "...", serial = "..." } with at least one of them',
  explain: (value) => {
    if (value === '') return 'an empty text';
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const keys = Object.keys(value);
    return keys.length === 0 ? 'an empty table' : `a table with ${keys.map((key) => JSON.stringify(key)).join(', ')}`;
  },
});
