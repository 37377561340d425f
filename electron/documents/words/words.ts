/**
 * What people read, in their language: one file for each (`en.ts`, `de.ts`), with the same keys. Supervisor, shell and pages take their
 * texts from here; a language that is not here is said in English.
 */
import { de } from './de.ts';
import { en, type Words } from './en.ts';

export type { Words } from './en.ts';

const LANGUAGES: ReadonlyMap<string, Words> = new Map([
  ['en', en],
  ['de', de],
]);

/** For a locale like `de`, `de-AT` or `de_AT.UTF-8`; null: none of these. */
export function knownWords(locale: string): Words | null {
  return (
    LANGUAGES.get(
      locale
        .trim()
        .toLowerCase()
        .split(/[-_.@]/, 1)[0] ?? '',
    ) ?? null
  );
}

/** The same; English for what is not known. */
export function wordsFor(locale: string): Words {
  return knownWords(locale) ?? en;
}
