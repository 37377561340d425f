import { Fragment } from 'react';
import { marked } from './marked.ts';

/** What stands before a find, so that it is seen where the line is cut off: characters. */
const BEFORE = 24;

/** A text with what is searched for marked in it. Always text: nothing in a log is markup. */
export function Highlight({ text, search, cut = false }: { readonly text: string; readonly search: string; readonly cut?: boolean }) {
  return marked(cut ? cutBefore(text, search) : text, search).map(({ at, part, found }) =>
    found ? <mark key={at}>{part}</mark> : <Fragment key={at}>{part}</Fragment>,
  );
}

function cutBefore(text: string, search: string): string {
  const at = search === '' ? 0 : text.toLowerCase().indexOf(search.toLowerCase());
  return at > BEFORE * 2 ? `… ${text.slice(at - BEFORE)}` : text;
}
