import { dotted, type KeyPath, type Place, type Problem } from './problem.ts';
import { keyPlaceAt, type Node, placeAt, type Table } from './source/tree.ts';

/** What a message says beside the place. */
export interface Facts {
  readonly found: string;
  readonly wanted: string;
  readonly hint?: string;
}

/** A problem with the value at a path; when it is absent, at the table that should have it. */
export function faultAt(root: Table, path: KeyPath, facts: Facts): Problem {
  return { ...known(placeAt(root, path)), key: dotted(path), ...facts };
}

/** A problem with the key itself. */
export function faultAtKey(root: Table, path: KeyPath, facts: Facts): Problem {
  return { ...known(keyPlaceAt(root, path)), key: dotted(path), ...facts };
}

/** The root of a file has a place, so every path has one. */
function known(place: Place | null): Place {
  if (place === null) throw new Error('a tree without a place');
  return place;
}

/** A value as a message names it: short, and as it is written in the file. */
export function describe(node: Node | undefined): string {
  if (node === undefined) return 'nothing';
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list';
  if (node.kind === 'table') return 'a table';
  const { value, text } = node;
  if (typeof value === 'string') return value.length > 60 ? `a text of ${value.length} characters` : JSON.stringify(value);
  if (typeof value === 'number') return `the number ${text}`;
  return value instanceof Date ? `the date or time ${text}` : text;
}
