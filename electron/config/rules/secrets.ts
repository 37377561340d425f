import { dotted, type KeyPath, type Problem } from '../problem.ts';
import type { Node } from '../source/tree.ts';
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
    const wanted = `{ file = "secrets/NAME.${key}" } or { env = "VARIABLE" }`;
    return [{ ...value.place, key: dotted(inner), found: `${what} written in the file`, wanted }];
  });
}
