/** The one sentence of the holding page, in the languages that it knows. */
const words: ReadonlyMap<string, string> = new Map([
  ['cs', 'Za chvíli jsme zpět.'],
  ['da', 'Tilbage om et øjeblik.'],
  ['de', 'Gleich geht es weiter.'],
  ['en', 'Back in a moment.'],
  ['es', 'Volvemos en un momento.'],
  ['fi', 'Jatkamme hetken kuluttua.'],
  ['fr', 'De retour dans un instant.'],
  ['it', 'Torniamo tra un momento.'],
  ['ja', 'まもなく再開します。'],
  ['nb', 'Straks tilbake.'],
  ['nl', 'We zijn zo terug.'],
  ['pl', 'Za chwilę wracamy.'],
  ['pt', 'Voltamos dentro de momentos.'],
  ['sv', 'Snart tillbaka.'],
]);

export interface Words {
  /** The language that `soon` is written in. */
  readonly language: string;
  readonly soon: string;
}

/** For a locale like `de`, `de-AT` or `de_AT.UTF-8`; English where the language is not known. */
export function wordsFor(locale: string): Words {
  const language = locale.toLowerCase().split(/[-_.@]/, 1)[0] ?? '';
  const soon = words.get(language);
  return soon === undefined ? { language: 'en', soon: 'Back in a moment.' } : { language, soon };
}
