import * as z from 'zod';
import { recovery } from './schema/recovery.ts';
import { ROLES } from './schema/service.ts';
import { defaultOf, itemOf, keysOf, namedOf } from './schema/walk.ts';
import { defaultNode, type Entry, type Node, plain, type Table, tableAt, textAt } from './source/tree.ts';

/**
 * Defaults, as entries of the tree that stand nowhere in a file. Computed ones depend on other keys and come before the
 * schema; fixed ones are the schema's own and are added only to show the whole file.
 */
export function withComputedDefaults(root: Table): Table {
  const name = textAt(root, ['exhibit', 'name']);
  const exhibit = tableAt(root, ['exhibit']);
  const services = tableAt(root, ['service']);
  let result = root;
  if (exhibit && name !== undefined) result = replaced(result, 'exhibit', added(exhibit, 'title', defaultNode(name)));
  if (services) {
    const entries = [...services.entries].map(([service, entry]): [string, Entry] => {
      const { value } = entry;
      return [service, value.kind === 'table' ? { ...entry, value: ofService(root, service, value) } : entry];
    });
    result = replaced(result, 'service', { ...services, entries: new Map(entries) });
  }
  return result;
}

function ofService(root: Table, name: string, service: Table): Table {
  const role = textAt(service, ['role']) ?? ROLES.find((candidate) => candidate === name) ?? 'other';
  const isShown = role === 'display' || service.entries.has('url');
  let result = added(service, 'role', defaultNode(role));
  result = added(result, 'wait_for', defaultNode(isShown ? ['session'] : []));
  result = added(result, 'escalate', defaultNode(role === 'core' || role === 'display' ? 'exhibit' : 'service'));
  for (const patience of ['backoff', 'storm']) result = withThatOfRecovery(root, patience, result);
  return result;
}

/** `backoff` or `storm` of a service, key by key that of [recovery] where the service has none. */
function withThatOfRecovery(root: Table, name: string, service: Table): Table {
  const own = service.entries.get(name);
  if (own !== undefined && own.value.kind !== 'table') return service;
  let result: Table = own?.value.kind === 'table' ? own.value : { kind: 'table', place: null, entries: new Map() };
  const schema = keysOf(recovery)?.[name];
  for (const [key, part] of Object.entries(schema === undefined ? {} : (keysOf(schema) ?? {}))) {
    const written = tableAt(root, ['recovery', name])?.entries.get(key)?.value;
    // One that is wrong is a problem of [recovery], not of every service.
    const fits = written !== undefined && z.safeParse(part, plain(written), { jitless: true }).success;
    result = added(result, key, fits ? written : defaultNode(defaultOf(part)));
  }
  return replaced(service, name, result);
}

/** Adds what the schema adds: for a tree that the schema has accepted. */
export function withFixedDefaults(schema: z.core.$ZodType, node: Node): Node {
  const item = itemOf(schema);
  if (node.kind === 'list' && item !== null) return { ...node, items: node.items.map((inner) => withFixedDefaults(item, inner)) };
  if (node.kind !== 'table') return node;
  const free = namedOf(schema);
  const entries = new Map(node.entries);
  const parts = free ? [...entries.keys()].map((name): [string, z.core.$ZodType] => [name, free]) : Object.entries(keysOf(schema) ?? {});
  for (const [key, part] of parts) {
    const fixed = defaultOf(part);
    const value = entries.get(key)?.value ?? (fixed === undefined ? undefined : defaultNode(fixed));
    if (value !== undefined) entries.set(key, { key: entries.get(key)?.key ?? null, value: withFixedDefaults(part, value) });
  }
  return { ...node, entries };
}

function added(table: Table, key: string, value: Node): Table {
  return table.entries.has(key) ? table : replaced(table, key, value);
}

function replaced(table: Table, key: string, value: Node): Table {
  const place = table.entries.get(key)?.key ?? null;
  return { ...table, entries: new Map(table.entries).set(key, { key: place, value }) };
}
