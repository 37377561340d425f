import { createContext, useContext } from 'react';
import { en } from '../../electron/documents/words/en.ts';
import type { Words } from './words.ts';

/** The texts in the language of the page. */
export const WordsContext = createContext<Words>(en);

export function useWords(): Words {
  return useContext(WordsContext);
}
