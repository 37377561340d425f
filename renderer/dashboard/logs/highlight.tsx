import { Fragment } from 'react';

/** What stands before a find, so that it is seen where the line is cut off: characters. */
const BEFORE = 24;

/** A text with what is searched for marked in it. Always text: nothing in a log is markup. */
export function Highlight({ text, search, cut = false }: { readonly text: string; readonly search: string; readonly cut?: boolean }) {
  return marked(cut ? cutBefore(text, search) : text, search).map(({ at, part, found }) =>
    found ? <mark key={at}>{part}</mark> : <Fragment key={at}>{part}</Fragment>,
  );
}

interface Part {
  readonly at: number;
  readonly part: string;
  readonly found: boolean;
}

/** The same letters whatever their case, as the supervisor searches. */
export function marked(text: string, search: string): readonly Part[] {
  if (search === '') return [{ at: 0, part: text, found: false }];
  const parts: Part[] = [];
  const lower = text.toLowerCase();
  const wanted = search.toLowerCase();
  // A few letters change their length with their case: then no place can be told.
  const places = lower.length === text.length;
  let from = 0;
  for (let at = places ? lower.indexOf(wanted) : -1; at >= 0; at = lower.indexOf(wanted, from)) {
    if (at > from) parts.push({ at: from, part: text.slice(from, at), found: false });
    from = at + wanted.length;
    parts.push({ at, part: text.slice(at, from), found: true });
  }
  if (from < text.length || parts.length === 0) parts.push({ at: from, part: text.slice(from), found: false });
  return parts;
}

function cutBefore(text: string, search: string): string {
  const at = search === '' ? 0 : text.toLowerCase().indexOf(search.toLowerCase());
  return at > BEFORE * 2 ? `… ${text.slice(at - BEFORE)}` : text;
}
