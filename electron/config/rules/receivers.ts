import { type Facts, faultAt, faultAtKey } from '../fault.ts';
import { isLoopback } from '../loopback.ts';
import { probablyMeant } from '../nearest.ts';
import type { KeyPath, Problem } from '../problem.ts';
import { ALERT_KINDS } from '../schema/alert-kinds.ts';
import { file } from '../schema/file.ts';
import { milliseconds } from '../schema/quantity.ts';
import { keysOfReceiver, RECEIVER_KEYS, RECEIVER_KINDS, receiverKind } from '../schema/receiver.ts';
import { meaningOf, schemaAt } from '../schema/walk.ts';
import { type Node, nodeAt, type Table, tableAt, textAt } from '../source/tree.ts';
import { itemsAt, type Rule } from './rule.ts';
import { saidTwice } from './twice.ts';

/** `[alerts]`: receivers have what their kind needs and nothing else, can be told apart, and every kind of alert is known. */
export const receivers: Rule = ({ root, complete }) => [
  ...itemsAt(root, TO).flatMap(({ path, table }) => [
    ...ofOtherKinds(root, path, table),
    ...(complete ? lacking(root, path, table) : []),
    ...unsafe(root, path, table),
    ...tooOften(root, path, table),
  ]),
  ...saidTwice(root, TO, 'name', 'another name'),
  ...unknownKinds(root),
];

const TO = ['alerts', 'to'];

/** Keys that are known, but mean nothing to a receiver of this kind. */
function ofOtherKinds(root: Table, path: KeyPath, table: Table): Problem[] {
  const kind = receiverKind(textAt(table, ['kind']));
  if (kind === null) return [];
  const all = new Set(RECEIVER_KINDS.flatMap(keysOfReceiver));
  const own = keysOfReceiver(kind);
  return [...table.entries.keys()]
    .filter((key) => all.has(key) && !own.includes(key))
    .map((key) => {
      const theirs = RECEIVER_KINDS.filter((other) => keysOfReceiver(other).includes(key)).map((other) => `"${other}"`);
      const found = `a key that receivers of kind "${kind}" do not have`;
      return faultAtKey(root, [...path, key], { found, wanted: `it with kind = ${theirs.join(' or ')} only` });
    });
}

/** What a kind cannot do without, and what makes sense only together. */
function lacking(root: Table, path: KeyPath, table: Table): Problem[] {
  const kind = receiverKind(textAt(table, ['kind']));
  if (kind === null) return [];
  const needed = RECEIVER_KEYS[kind].needed.filter((key) => !table.entries.has(key));
  const problems = needed.map((key) => {
    const { wanted = '' } = meaningOf(schemaAt(file, [...path, key]).schema);
    return faultAt(root, [...path, 'kind'], { found: `kind "${kind}" without "${key}"`, wanted: `"${key}" beside it: ${wanted}` });
  });
  const pair = (has: string, lacks: string): Problem[] =>
    kind === 'email' && table.entries.has(has) && !table.entries.has(lacks)
      ? [faultAtKey(root, [...path, has], { found: `"${has}" without "${lacks}"`, wanted: 'both of them, or neither' })]
      : [];
  return [...problems, ...pair('user', 'password'), ...pair('password', 'user')];
}

/** What would go over the network for everybody to read. */
function unsafe(root: Table, path: KeyPath, table: Table): Problem[] {
  const host = textAt(table, ['host']);
  if (textAt(table, ['security']) !== 'none' || host === undefined || isLoopback(host)) return [];
  const found = `"none" with the host ${JSON.stringify(host)}`;
  return [faultAt(root, [...path, 'security'], { found, wanted: '"starttls" or "tls"; "none" only with a server on this machine itself' })];
}

/** A public server counts messages: 250 a day, of which the switch is to take a fifth at most. It is moved ahead twice in `after`. */
const PUBLIC_SERVER = 'ntfy.sh';
const PUBLIC_LEAST_MS = 3_600_000;

function tooOften(root: Table, path: KeyPath, table: Table): Problem[] {
  const at = [...path, 'dead_mans_switch', 'after'];
  const after = textAt(root, at);
  const isPublic = URL.parse(textAt(table, ['server']) ?? '')?.hostname === PUBLIC_SERVER;
  if (after === undefined || !isPublic || !(milliseconds(after) < PUBLIC_LEAST_MS)) return [];
  const wanted = `at least 1h, because ${PUBLIC_SERVER} takes 250 messages a day; or a server of your own`;
  return [faultAt(root, at, { found: JSON.stringify(after), wanted })];
}

/** `[alerts.levels]` */
function unknownKinds(root: Table): Problem[] {
  const names = [...(tableAt(root, ['alerts', 'levels'])?.entries.keys() ?? [])];
  return names
    .filter((name) => !ALERT_KINDS.includes(name))
    .map((name) => {
      const meant = probablyMeant(name, ALERT_KINDS);
      const facts: Facts = { found: `the unknown kind ${JSON.stringify(name)}`, wanted: `a kind of alert: ${ALERT_KINDS.join(', ')}` };
      const hint = meant === undefined ? {} : { hint: `did you mean "${meant}"?` };
      return faultAtKey(root, ['alerts', 'levels', name], { ...facts, ...hint });
    });
}

/** Whether a key means anything to this receiver; one that does not is left out when the whole file is shown. */
export function receiverHas(root: Node, path: KeyPath, key: string): boolean {
  const kind = receiverKind(textAt(nodeAt(root, path), ['kind']));
  return kind === null || keysOfReceiver(kind).includes(key);
}
