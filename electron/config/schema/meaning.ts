import * as z from 'zod';

/**
 * What messages and the reference page know about a part of the schema beside its type. A message never quotes the
 * validator: whatever a value did wrong, it says what was found and what `wanted` says would be right.
 */
export interface Meaning {
  /** What would be right, to stand behind "wanted": `a duration from 10ms to 1h, like "5s"`. */
  readonly wanted?: string;
  /** What is wrong with a value, where more can be said than what it is. */
  readonly explain?: (value: unknown) => string | null;
  /** The allowed words, to name the nearest. */
  readonly choices?: readonly string[];
  /** A default that depends on other keys, in words. It is filled in before the schema is applied. */
  readonly computed?: string;
  /** A key of the contract whose function this version does not have. */
  readonly later?: true;
  /** It says where a secret stands. What is written in its place is told by a rule (`rules/secrets.ts`), which does not repeat it. */
  readonly secret?: true;
  /** Of a table with free names: what a name stands for, in the reference page. */
  readonly names?: string;
}

/** The meaning of each part of the schema; one that is derived from another (`.describe`, `.clone`) inherits its meaning. */
export const meanings = z.registry<Meaning>();

/** Gives a part of the schema its meaning. */
export function mean<S extends z.ZodType>(schema: S, meaning: Meaning): S {
  meanings.add(schema, meaning);
  return schema;
}

/** A table with known keys; any other key is a fault. */
export function table<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape);
}

/** A key that has no fixed default: `words` say what it is, and `defaults.ts` fills it in. */
export function computed<S extends z.ZodType>(schema: S, words: string): S {
  return mean(schema.clone(), { computed: words });
}

/** A key that the contract has and this version has not. */
export function later(description: string) {
  return mean(z.never().optional(), { later: true }).describe(description);
}
