/** The words of the pages (electron/documents/words), and how services are called in them. */
import { fill } from '../../electron/documents/words/fill.ts';
import type { Words } from '../../electron/documents/words/words.ts';

export { fill } from '../../electron/documents/words/fill.ts';
export { type Words, wordsFor } from '../../electron/documents/words/words.ts';

/** What the supervisor says, in the page's language: a number and its unit stay on one line. */
export function whole(text: string): string {
  return text.replace(/(\d) (s|min|h|d)\b/g, '$1\u00a0$2');
}

/** A service as the title of its row: what the supervisor calls `the sound (left)` is `Sound (left)`; without a role it keeps its name. */
export function title(staffName: string, words: Words): string {
  return inOtherWords(staffName, words, words.titles);
}

/** A service within a text: `Restart sound (left)`. */
export function label(text: string, staffName: string, words: Words): string {
  return fill(text, { name: inOtherWords(staffName, words, words.labels) });
}

const ROLES = ['core', 'display', 'audio', 'screen'] as const satisfies readonly (keyof Words['names'])[];

function inOtherWords(staffName: string, { names }: Words, others: Words['names']): string {
  const role = ROLES.find((one) => staffName.startsWith(names[one]));
  return role === undefined ? staffName : `${others[role]}${staffName.slice(names[role].length)}`;
}
