import { faultAt } from '../fault.ts';
import { nodeAt, textAt } from '../source/tree.ts';
import type { Rule } from './rule.ts';

/** Each name in [[access]] stands for one: it is the only thing that tells who did something. */
export const access: Rule = ({ root }) => {
  const list = nodeAt(root, ['access']);
  const items = list?.kind === 'list' ? list.items : [];
  const names = items.map((_, index) => textAt(root, ['access', index, 'name']));
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    if (name === undefined || first === index) return [];
    const place = nodeAt(root, ['access', first, 'name'])?.place;
    const found = `the name ${JSON.stringify(name)} a second time${place ? ` (first in line ${place.line})` : ''}`;
    return [faultAt(root, ['access', index, 'name'], { found, wanted: 'another name, or the rights in one table' })];
  });
};
