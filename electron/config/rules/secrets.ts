import { dotted, type KeyPath, type Problem } from '../problem.ts';
import { referenceWanted } from '../schema/secret.ts';
import { NAME } from '../schema/values.ts';
import { type Node, type Table, textAt } from '../source/tree.ts';
import type { Rule } from './rule.ts';

/** Keys that hold something secret in [[access]] and [alerts], and what a person calls it. */
const SECRETS: ReadonlyMap<string, string> = new Map([
  ['pin', 'a PIN'],
  ['password', 'a password'],
  ['token', 'a token'],
]);

/** Secrets are never written in the file. The value is not repeated in the message: messages are logged. */
export const secrets: Rule = ({ root }) =>
  ['access', 'alerts'].flatMap((table) => {
    const node = root.entries.get(table)?.value;
    return node === undefined ? [] : plainSecrets(node, [table]);
  });

function plainSecrets(node: Node, path: KeyPath): Problem[] {
  if (node.kind === 'list') return node.items.flatMap((item, index) => plainSecrets(item, [...path, index]));
  if (node.kind === 'scalar') return [];
  return [...node.entries].flatMap(([key, { value }]) => {
    const inner = [...path, key];
    const what = SECRETS.get(key);
    if (what === undefined || value.kind === 'table' || value.place === null) return plainSecrets(value, inner);
    return [{ ...value.place, key: dotted(inner), found: `${what} written in the file`, ...whatWouldBeRight(key, node) }];
  });
}

/** Where it belongs, and for a PIN the command that writes it there. `owner`: the table that it stands in. */
function whatWouldBeRight(key: string, owner: Table): Pick<Problem, 'wanted' | 'hint'> {
  const written = textAt(owner, ['name']) ?? '';
  const name = NAME.test(written) ? written : 'NAME';
  const wanted = referenceWanted(`${name}.${key}`);
  return key === 'pin' ? { wanted, hint: `\`invigil pin ${name}\` writes that file` } : { wanted };
}
