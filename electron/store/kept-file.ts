/**
 * One small JSON file that must survive anything: read at the start, parsed with a schema, written whole.
 *
 * There are four ways it can be found: absent (a first start), good, damaged (it was read, but does not hold what it should, or a
 * newer version wrote it), unreadable (the disk or the permissions). A damaged one is moved aside, told and replaced; an unreadable
 * one is left alone, because what it says still counts.
 */
import type { z } from 'zod';
import { messageOf } from '../platform/errors.ts';
import { FileError, moveAside, readFileIfThere, writeFileAtomic } from './atomic-file.ts';

export interface KeptFile<T> {
  readonly path: string;
  /** Of the whole file, its `version` included; `parse` of it gives what is kept. */
  readonly schema: z.ZodType<T>;
  /** The content of a first start. */
  readonly fresh: T;
  /** What takes the place of a damaged file. */
  readonly afterDamage: T;
}

export type Damage = { readonly path: string; readonly movedTo: string; readonly reason: string };

export type Loaded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Reads the file. `onDamage` is told of a damaged one, after it was replaced. */
export async function loadKept<T>(file: KeptFile<T>, onDamage: (damage: Damage) => void): Promise<Loaded<T>> {
  try {
    const text = await readFileIfThere(file.path);
    if (text === null) return { ok: true, value: file.fresh };
    const parsed = parse(file.schema, text);
    if (parsed.ok) return parsed;
    const movedTo = await moveAside(file.path, new Date());
    await saveKept(file, file.afterDamage);
    onDamage({ path: file.path, movedTo, reason: parsed.reason });
    return { ok: true, value: file.afterDamage };
  } catch (error) {
    if (error instanceof FileError) return { ok: false, reason: error.message };
    throw error;
  }
}

/** Rejects with a `FileError`. */
export async function saveKept<T>(file: Pick<KeptFile<T>, 'path'>, value: T): Promise<void> {
  await writeFileAtomic(file.path, `${JSON.stringify(value, null, 2)}\n`);
}

function parse<T>(schema: z.ZodType<T>, text: string): Loaded<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: text === '' ? 'it is empty' : `it is no JSON: ${messageOf(error)}` };
  }
  // Read once, at the start: to compile a parser for it first would take longer.
  const parsed = schema.safeParse(json, { jitless: true });
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, reason: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; ') };
}
