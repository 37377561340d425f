import { faultAt } from '../fault.ts';
import { dotted, type KeyPath, type Problem } from '../problem.ts';
import { referenceWanted } from '../schema/secret.ts';
import { NAME } from '../schema/values.ts';
import { type Node, nodeAt, type Table, textAt } from '../source/tree.ts';
import { itemsAt, type Rule } from './rule.ts';

/** Keys that hold something secret in [[access]] and [alerts], and what a person calls it. */
const SECRETS: ReadonlyMap<string, string> = new Map([
  ['pin', 'a PIN'],
  ['password', 'a password'],
  ['token', 'a token'],
  ['secret', 'a secret'],
]);

/** Those that `invigil KEY NAME` writes. */
const WRITTEN_BY_COMMAND = ['pin', 'password', 'token'];

/** Secrets are never written in the file. The value is not repeated in the message: messages are logged. */
export const secrets: Rule = ({ root }) => [
  ...['access', 'alerts'].flatMap((table) => {
    const node = root.entries.get(table)?.value;
    return node === undefined ? [] : plainSecrets(node, [table]);
  }),
  ...plainAddresses(root),
];

function plainSecrets(node: Node, path: KeyPath): Problem[] {
  if (node.kind === 'list') return node.items.flatMap((item, index) => plainSecrets(item, [...path, index]));
  if (node.kind === 'scalar') return [];
  return [...node.entries].flatMap(([key, { value }]) => {
    const inner = [...path, key];
    const what = SECRETS.get(key);
    if (what === undefined || value.kind === 'table' || value.place === null) return plainSecrets(value, inner);
    return [{ ...value.place, key: dotted(inner), found: `${what} written in the file`, ...whatWouldBeRight(key, node, path) }];
  });
}

/** Where it belongs, and for those of people the command that writes it there. `owner`: the table that it stands in. */
function whatWouldBeRight(key: string, owner: Table, path: KeyPath): Pick<Problem, 'wanted' | 'hint'> {
  const isPerson = path[0] === 'access';
  const written = textAt(owner, ['name']) ?? (isPerson ? '' : (textAt(owner, ['kind']) ?? ''));
  const name = NAME.test(written) ? written : 'NAME';
  const wanted = referenceWanted(`${name}.${key}`);
  if (!isPerson || !WRITTEN_BY_COMMAND.includes(key)) return { wanted };
  return { wanted, hint: `\`invigil ${key} ${name}\` writes that file` };
}

/** Addresses that are secrets: that of the ping always, that of a webhook where a password stands in it. */
function plainAddresses(root: Table): Problem[] {
  const ping = ['alerts', 'ping', 'url'];
  const webhooks = itemsAt(root, ['alerts', 'to']).map(({ path }) => [...path, 'url']);
  const open = webhooks.filter((path) => (URL.parse(textAt(root, path) ?? '')?.password ?? '') !== '');
  const kept = nodeAt(root, ping);
  const problems = open.map((path) =>
    faultAt(root, path, { found: 'a password written in the file', wanted: referenceWanted('webhook.url') }),
  );
  if (kept === undefined || kept.kind === 'table') return problems;
  return [
    ...problems,
    faultAt(root, ping, { found: 'an address that is a secret, written in the file', wanted: referenceWanted('ping.url') }),
  ];
}
