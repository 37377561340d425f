/** Where in a text what is searched for stands. Pure. */

export interface Part {
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
