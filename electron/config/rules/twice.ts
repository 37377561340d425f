import { faultAt } from '../fault.ts';
import type { KeyPath, Problem } from '../problem.ts';
import { nodeAt, type Table, textAt } from '../source/tree.ts';
import { itemsAt } from './rule.ts';

/** Each table of a list whose `key` says what one before it has said. */
export function saidTwice(root: Table, list: KeyPath, key: string, wanted: string): Problem[] {
  const items = itemsAt(root, list);
  const said = items.map(({ table }) => textAt(table, [key]));
  return items.flatMap(({ path }, index) => {
    const text = said[index];
    const first = said.indexOf(text);
    if (text === undefined || first === index) return [];
    const place = nodeAt(root, [...(items[first]?.path ?? []), key])?.place;
    const found = `the ${key} ${JSON.stringify(text)} a second time${place ? ` (first in line ${place.line})` : ''}`;
    return [faultAt(root, [...path, key], { found, wanted })];
  });
}
