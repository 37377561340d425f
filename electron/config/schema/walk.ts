import * as z from 'zod';
import type { KeyPath } from '../problem.ts';
import { type Meaning, meanings } from './meaning.ts';

/** Reading the schema as data: what stands at a path, and which keys there are. */
type Schema = z.core.$ZodType;

/** A part of the schema without the wrappers that make it optional, give it a default or transform it. */
export function core(schema: Schema): Schema {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault) return core(schema.unwrap());
  if (schema instanceof z.ZodPipe) return core(schema.in);
  return schema;
}

/** What is known about a part of the schema, its wrappers included. */
export function meaningOf(schema: Schema): Meaning {
  const own = meanings.get(schema) ?? {};
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault) return { ...meaningOf(schema.unwrap()), ...own };
  if (schema instanceof z.ZodPipe) return { ...meaningOf(schema.in), ...own };
  return own;
}

/** The fixed default, as it would be written in the file; undefined when there is none. */
export function defaultOf(schema: Schema): unknown {
  return schema instanceof z.ZodPrefault ? schema.def.defaultValue : undefined;
}

/** Whether a file may leave the key out. */
export function isRequired(schema: Schema): boolean {
  return !(schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault) && meaningOf(schema).computed === undefined;
}

/** The known keys of a table; null when it is none or has free names. */
export function keysOf(schema: Schema): Readonly<Record<string, Schema>> | null {
  const inner = core(schema);
  return inner instanceof z.ZodObject ? inner.shape : null;
}

/** What each name of a table with free names stands for; null when it is none. */
export function namedOf(schema: Schema): Schema | null {
  const inner = core(schema);
  return inner instanceof z.ZodRecord ? inner.valueType : null;
}

/** What each `[[table]]` of a list holds; null when it is no list of tables. */
export function itemOf(schema: Schema): Schema | null {
  const inner = core(schema);
  return inner instanceof z.ZodArray && keysOf(inner.element) !== null ? inner.element : null;
}

/** Whether it is written as tables of its own: `[table]`, one for each name, or `[[table]]`. Everything else is one value. */
export function isTable(schema: Schema): boolean {
  return keysOf(schema) !== null || namedOf(schema) !== null || itemOf(schema) !== null;
}

/** The part of the schema for a path, and how much of the path the schema knows: it ends at what it takes as a whole. */
export function schemaAt(root: Schema, path: KeyPath): { readonly schema: Schema; readonly path: KeyPath } {
  let schema = root;
  for (const [depth, part] of path.entries()) {
    const inner = core(schema);
    const next = inner instanceof z.ZodArray ? inner.element : (namedOf(schema) ?? keysOf(schema)?.[part]);
    if (next === undefined) return { schema, path: path.slice(0, depth) };
    schema = next;
  }
  return { schema, path };
}

/** One key of the schema. Free names stand in the path as what they name: `service.NAME.environment.VARIABLE`; a place in a list does not. */
export interface Key {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** Every key of the schema, tables before what is in them. */
export function everyKey(root: Schema, base: readonly string[] = []): Key[] {
  const free = namedOf(root);
  if (free) {
    const path = [...base, meaningOf(root).names ?? 'NAME'];
    return [{ path, schema: free }, ...everyKey(free, path)];
  }
  return Object.entries(keysOf(itemOf(root) ?? root) ?? {}).flatMap(([name, schema]) => {
    const path = [...base, name];
    return [{ path, schema }, ...everyKey(schema, path)];
  });
}
