import { expect, test } from 'vitest';
import { cardWords } from '../../../electron/cli/card/words.ts';

test.each([
  ['en', 'en'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE-CH', 'de'],
  ['pt-BR', 'en'],
])('the card of an exhibit in %s speaks %s, as the overlay does', (locale, language) => {
  const spoken = cardWords(locale);
  expect(spoken.language).toBe(language);
  expect(spoken.words.fine).toBe(language === 'de' ? 'Alles in Ordnung' : 'All is right');
});
