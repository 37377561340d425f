import { resolve as absolute } from 'node:path';
import * as z from 'zod';
import type { Secret } from '../exhibit.ts';
import { mean } from './meaning.ts';
import { handed, VARIABLE } from './values.ts';

/**
 * What is never written in the file: PINs, and the values of some headers. The file says where it stands, `{ file = }` or
 * `{ env = }`. A message never repeats what was written instead: messages are logged.
 */

const inFile = z.strictObject({ file: handed(1, 4096) });
const inVariable = z.strictObject({ env: z.string().regex(VARIABLE) });

/** Where a secret stands. */
export const reference = z.union([inFile, inVariable]);

/** A value that can be nothing but a secret; one that is written in the file is told by a rule (`secrets.ts`). */
export function secret(file: string) {
  // Each has a meaning of its own.
  return mean(reference.clone(), { wanted: referenceWanted(file), explain: oddReference, secret: true });
}

/** The same with the whole path of the file. `config`: the exhibit's configuration folder. */
export function locate(secret: z.output<typeof reference>, config: string): Secret {
  return 'file' in secret ? { file: absolute(config, secret.file) } : secret;
}

/** What would be right. */
export function referenceWanted(file: string): string {
  return `{ file = "secrets/${file}" } or { env = "VARIABLE" }`;
}

/** What is wrong with a table that is to say where a secret stands. */
export function oddReference(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === 'file') return 'a "file" that is no path';
  if (keys.length === 1 && keys[0] === 'env') return 'an "env" that is no name of a variable';
  return keys.length === 0 ? 'an empty table' : `a table with ${keys.map((key) => JSON.stringify(key)).join(', ')}`;
}
