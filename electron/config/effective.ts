import { basename } from 'node:path';
import { dotted, heading, inQuotes, type KeyPath, type Place, quotedIfNeeded } from './problem.ts';
import { applies } from './rules/kinds.ts';
import { receiverHas } from './rules/receivers.ts';
import { file } from './schema/file.ts';
import { isTable, keysOf, schemaAt } from './schema/walk.ts';
import { type Node, nodeAt, plain, tableAt } from './source/tree.ts';

/** The merged file with all defaults, each value with the place that it came from. */
export interface Effective {
  readonly root: Node;
}

/** The merged file as TOML, with a comment at each value that says where it came from; as JSON one object for each value. */
export function formatEffective(effective: Effective, options: { readonly json: boolean } = { json: false }): string {
  const sections = collect(effective.root, []);
  if (options.json)
    return JSON.stringify(
      sections.flatMap(({ lines }) => lines.map(toJson)),
      null,
      2,
    );
  return sections.flatMap(toToml).join('\n').trim();
}

interface Line {
  readonly path: KeyPath;
  readonly value: Node;
}

/** One [table] or [[table]] of the file and the values that stand directly in it. */
interface Section {
  readonly path: KeyPath;
  readonly lines: readonly Line[];
}

function collect(root: Node, path: KeyPath): Section[] {
  const node = nodeAt(root, path);
  if (node?.kind === 'list') return node.items.flatMap((_, index) => collect(root, [...path, index]));
  if (node?.kind !== 'table') return [];
  const known = Object.keys(keysOf(schemaAt(file, path).schema) ?? {});
  // Known keys in the order of the schema, free names by the alphabet.
  const keys = known.length > 0 ? known : [...node.entries.keys()].sort();
  const children = keys.flatMap((key): Line[] => {
    const value = node.entries.get(key)?.value;
    return value === undefined || !isMeant(root, [...path, key]) ? [] : [{ path: [...path, key], value }];
  });
  const tables = children.filter(isWrittenAsTable);
  const lines = children.filter((child) => !tables.includes(child));
  return [{ path, lines }, ...tables.flatMap((child) => collect(root, child.path))];
}

/** Not `{ file = "..." }` and the like, nor a list without anything in it. */
function isWrittenAsTable({ path, value }: Line): boolean {
  return isTable(schemaAt(file, path).schema) && value.kind !== 'scalar' && !(value.kind === 'list' && value.items.length === 0);
}

/** False for defaults that mean nothing to this service or receiver: with them the file could not be read again. */
function isMeant(root: Node, path: KeyPath): boolean {
  const [top, name = '', ...rest] = path;
  if (top === 'alerts' && name === 'to' && rest.length === 2) return receiverHas(root, path.slice(0, -1), String(path.at(-1)));
  const service = top === 'service' ? tableAt(root, [top, name]) : undefined;
  return service === undefined || applies(service, rest);
}

function toToml({ path, lines }: Section): string[] {
  if (lines.length === 0) return [];
  const written = lines.map((line) => `${quotedIfNeeded(String(line.path.at(-1)))} = ${inToml(line.value)}`);
  const width = Math.min(60, Math.max(...written.map((text) => text.length)));
  const commented = lines.map((line, index) => `${(written[index] ?? '').padEnd(width)}  # ${origin(line.value.place)}`);
  return [...(path.length === 0 ? [] : [heading(path)]), ...commented, ''];
}

function toJson({ path, value }: Line) {
  const { file: from = null, line = null } = value.place ?? {};
  return { key: dotted(path), value: plain(value), file: from, line };
}

function origin(place: Place | null): string {
  return place === null ? 'default' : `${basename(place.file)}:${place.line}`;
}

function inToml(node: Node): string {
  if (node.kind === 'list') return `[${node.items.map(inToml).join(', ')}]`;
  if (node.kind === 'table') {
    return `{ ${[...node.entries].map(([key, entry]) => `${quotedIfNeeded(key)} = ${inToml(entry.value)}`).join(', ')} }`;
  }
  return typeof node.value === 'string' ? inQuotes(node.value) : node.text;
}
