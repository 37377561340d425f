import type { KeyPath, Place } from '../problem.ts';

/**
 * A parsed file as a tree that knows where each key and value stands. `place` null: not written anywhere, a default.
 * Tables are maps, so that no key of a file can be mistaken for a property of an object.
 */
export type Node = Table | List | Scalar;

export interface Table {
  readonly kind: 'table';
  /** Its header, its `{`, or the first key that implies it. */
  readonly place: Place | null;
  readonly entries: Map<string, Entry>;
}

export interface Entry {
  /** Where the key stands. */
  readonly key: Place | null;
  readonly value: Node;
}

export interface List {
  readonly kind: 'list';
  readonly place: Place | null;
  readonly items: Node[];
}

export interface Scalar {
  readonly kind: 'scalar';
  readonly place: Place | null;
  readonly value: string | number | boolean | Date;
  /** As it is written, quotes included. */
  readonly text: string;
}

/** The node at a path, or undefined. */
export function nodeAt(root: Node | undefined, path: KeyPath): Node | undefined {
  let node = root;
  for (const part of path) {
    if (node?.kind === 'table' && typeof part === 'string') node = node.entries.get(part)?.value;
    else if (node?.kind === 'list' && typeof part === 'number') node = node.items[part];
    else return undefined;
  }
  return node;
}

/** The table at a path, or undefined when something else or nothing stands there. */
export function tableAt(root: Node | undefined, path: KeyPath): Table | undefined {
  const node = nodeAt(root, path);
  return node?.kind === 'table' ? node : undefined;
}

/** The text at a path, or undefined when something else or nothing stands there. */
export function textAt(root: Node | undefined, path: KeyPath): string | undefined {
  const node = nodeAt(root, path);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** Where a value stands; for one that is absent or a default, the innermost table around it that is written. */
export function placeAt(root: Table, path: KeyPath): Place | null {
  for (let length = path.length; length >= 0; length--) {
    const place = nodeAt(root, path.slice(0, length))?.place;
    if (place) return place;
  }
  return null;
}

/** Where the last key of a path stands. */
export function keyPlaceAt(root: Table, path: KeyPath): Place | null {
  const last = path.at(-1);
  const parent = tableAt(root, path.slice(0, -1));
  const key = typeof last === 'string' ? parent?.entries.get(last)?.key : null;
  return key ?? placeAt(root, path);
}

/** The tree as plain values. Objects have no prototype: a key named like one of its members is a key like any other. */
export function plain(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of node.entries) object[key] = plain(entry.value);
  return object;
}

/** The tree of plain values that are written nowhere: a default. */
export function defaultNode(value: unknown): Node {
  if (Array.isArray(value)) return { kind: 'list', place: null, items: value.map(defaultNode) };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]): [string, Entry] => [key, { key: null, value: defaultNode(inner) }]);
    return { kind: 'table', place: null, entries: new Map(entries) };
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new TypeError(`a default must be written in TOML: ${String(value)}`);
  }
  return { kind: 'scalar', place: null, value, text: JSON.stringify(value) };
}
