/**
 * The texts of the pages: one file for each language, with the same keys. A language that is not here is shown in English.
 * What comes from the supervisor (sentences, what a service is doing, incidents) is English; `said` knows its fixed sentences.
 */
import { de } from './de.ts';
import { en, type Words } from './en.ts';

export type { Words } from './en.ts';

const LANGUAGES: ReadonlyMap<string, Words> = new Map([
  ['en', en],
  ['de', de],
]);

/** For a locale like `de`, `de-AT` or `de_AT.UTF-8`. */
export function wordsFor(locale: string): Words {
  return LANGUAGES.get(locale.toLowerCase().split(/[-_.@]/, 1)[0] ?? '') ?? en;
}

/** `fill('Restart {name}', { name: 'Sound' })`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark));
}

/** A text of the supervisor: translated where it is a fixed one, else as it is, with the language it is in. */
export function said(text: string, words: Words): { readonly text: string; readonly lang: string } {
  const translated = words.said[text];
  return translated === undefined ? { text: unbroken(text), lang: 'en' } : { text: translated, lang: words.language };
}

/** A number and its unit stay on one line. */
function unbroken(text: string): string {
  return text.replace(/(\d) (s|min|h|d)\b/g, '$1\u00a0$2');
}

/** A service as the title of its row: what the supervisor calls `the sound (left)` is `Sound (left)`; without a role it keeps its name. */
export function title(staffName: string, words: Words): string {
  return replaceRole(staffName, words.roles);
}

/** A service within a text: `Restart sound (left)`. */
export function label(text: string, staffName: string, words: Words): string {
  return fill(text, { name: replaceRole(staffName, words.rolesInLabels) });
}

function replaceRole(staffName: string, roles: Readonly<Record<string, string>>): string {
  const role = Object.keys(roles).find((known) => staffName.startsWith(known));
  return role === undefined ? staffName : `${roles[role]}${staffName.slice(role.length)}`;
}
