/** Finds English where German is to be read: words that stand in the English texts and in none of the German ones. */
import { de } from '../../electron/documents/words/de.ts';
import { en } from '../../electron/documents/words/en.ts';

type Texts = { readonly [key: string]: string | Texts };

function textsOf(texts: Texts): readonly string[] {
  return Object.values(texts).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)));
}

/** Without what is filled in, and paths. One letter is no language. */
function wordsOf(text: string): readonly string[] {
  return (
    text
      .replace(/\{\w+\}|\/\S+/g, ' ')
      .toLowerCase()
      .match(/\p{L}{2,}/gu) ?? []
  );
}

const GERMAN = new Set(textsOf(de).flatMap(wordsOf));
const ENGLISH = new Set(
  textsOf(en)
    .flatMap(wordsOf)
    .filter((word) => !GERMAN.has(word)),
);

/** English words in the text; `names` are no words, whatever language they look like. */
export function englishIn(text: string, names: readonly string[] = []): readonly string[] {
  return wordsOf(names.reduce((rest, name) => rest.replaceAll(name, ' '), text)).filter((word) => ENGLISH.has(word));
}
