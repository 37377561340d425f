import type { KeyPath, Problem } from '../problem.ts';
import { type Node, nodeAt, type Table, tableAt } from '../source/tree.ts';

/**
 * Rules are what the schema cannot say: they look at more than one value. Each looks at the tree itself and leaves what has
 * the wrong form to the schema, so that both kinds of problems come at once.
 */
export interface Subject {
  /** The merged tree, computed defaults filled in. */
  readonly root: Table;
  /** `site.toml` alone; null when there is none. */
  readonly site: Table | null;
  /** False when part of a file could not be read: what seems absent may stand there. */
  readonly complete: boolean;
}

export type Rule = (subject: Subject) => Problem[];

/** A service and where it stands. */
export interface Named {
  readonly name: string;
  readonly path: KeyPath;
  readonly table: Table;
}

/** The services that are tables. */
export function servicesOf(root: Table): Named[] {
  return [...(tableAt(root, ['service'])?.entries ?? [])].flatMap(([name, { value }]) =>
    value.kind === 'table' ? [{ name, path: ['service', name], table: value }] : [],
  );
}

/** The tables of a list, with the path of each; what is no table is the schema's business. */
export function itemsAt(root: Table, path: KeyPath): { readonly path: KeyPath; readonly table: Table }[] {
  const list = nodeAt(root, path);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item, index) => (item.kind === 'table' ? [{ path: [...path, index], table: item }] : []));
}

/** The texts of a list, with the path of each; what is no text is the schema's business. */
export function textsAt(root: Table, path: KeyPath): { readonly text: string; readonly path: KeyPath }[] {
  const list = nodeAt(root, path);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item, index) => (isText(item) ? [{ text: item.value, path: [...path, index] }] : []));
}

function isText(node: Node): node is Node & { value: string } {
  return node.kind === 'scalar' && typeof node.value === 'string';
}
