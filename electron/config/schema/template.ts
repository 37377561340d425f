import * as z from 'zod';
import { mean } from './meaning.ts';

/** The body of a webhook as the user wants it. Each place in it becomes a value in JSON, with the quotes that belong to a text. */

/** What may stand in a place. */
export const TEMPLATE_PLACES = [
  'title',
  'text',
  'message',
  'level',
  'kind',
  'act',
  'exhibit',
  'exhibit_title',
  'service',
  'at',
  'link',
  'log',
  'incident',
  'thread',
  'id',
] as const;

const PLACE = /\{([a-z][a-z_]*)\}/g;
const MOST = 16_384;

/** What is wrong with it, as a message says it; null: nothing. */
function whatIsWrong(body: string): string | null {
  if (body.length > MOST) return `a text of ${body.length} characters`;
  const known: readonly string[] = TEMPLATE_PLACES;
  const unknown = [...body.matchAll(PLACE)].map(([, place = '']) => place).find((place) => !known.includes(place));
  if (unknown !== undefined) return `the unknown place {${unknown}} (known: ${known.join(', ')})`;
  try {
    JSON.parse(body.replace(PLACE, '""'));
    return null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return /"[^"]*\{[a-z][a-z_]*\}[^"]*"/.test(body) ? 'a place in quotes, which would be in them twice' : 'a text that is no JSON';
  }
}

export const template = mean(
  z.string().refine((body) => whatIsWrong(body) === null),
  {
    wanted: 'JSON with places like {title} where a text would stand, quotes included: \'{ "text": {title} }\'',
    explain: (value) => (typeof value === 'string' ? whatIsWrong(value) : null),
  },
);
