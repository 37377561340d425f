import type * as z from 'zod';
import { describe, type Facts, faultAt, faultAtKey } from './fault.ts';
import { nearest, probablyMeant } from './nearest.ts';
import { heading, type KeyPath, type Problem } from './problem.ts';
import { type File, file } from './schema/file.ts';
import { keysOfReceiver, receiver, receiverKind } from './schema/receiver.ts';
import { core, everyKey, itemOf, keysOf, meaningOf, schemaAt } from './schema/walk.ts';
import { nodeAt, plain, type Table, textAt } from './source/tree.ts';

/** Without compiling a parser for each table first (20 ms): a file is read once. */
const ONCE = { jitless: true } as const;

/**
 * The schema applied to a merged file. The validator's own messages are not used: where it says that something is wrong, the
 * schema's meaning says what would be right and the tree says what and where it is. `file` is null when there is a problem.
 * Of a file that is not `complete` nothing is called missing.
 */
export function validate(root: Table, complete: boolean): { file: File | null; problems: Problem[] } {
  const result = file.safeParse(plain(root), ONCE);
  if (result.success) return { file: result.data, problems: [] };
  // Two rules of one value (its form and its range) are one problem to a person.
  const problems = new Map<string, Problem>();
  for (const issue of result.error.issues) {
    for (const problem of problemsOf(root, issue, complete)) problems.set(problem.key, problem);
  }
  return { file: null, problems: [...problems.values()] };
}

function problemsOf(root: Table, issue: z.core.$ZodIssue, complete: boolean): Problem[] {
  const whole = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const { schema, path } = schemaAt(file, whole);
  // A value that happens to be a table, like { file = }, is told as a whole.
  if (issue.code === 'unrecognized_keys' && keysOf(schema) !== null) return issue.keys.map((key) => unknownKey(root, [...whole, key]));
  const meaning = meaningOf(schema);
  const node = nodeAt(root, path);
  if (meaning.later) return [notInThisVersion(root, path)];
  // What stands there may be the secret itself.
  if (meaning.secret && node !== undefined && node.kind !== 'table') return [];
  // A default that could not be computed: what it is computed from is a problem of its own.
  if (node === undefined && (meaning.computed !== undefined || !complete)) return [];
  const value = node && plain(node);
  const found = meaning.explain?.(value) ?? describe(node);
  const meant = typeof value === 'string' ? probablyMeant(value, meaning.choices ?? []) : undefined;
  const wanted = meaning.wanted ?? (keysOf(schema) === null ? issue.message : `a table, like ${heading(path)}`);
  const facts: Facts = { found, wanted };
  return [faultAt(root, path, meant === undefined ? facts : { ...facts, hint: `did you mean "${meant}"?` })];
}

function notInThisVersion(root: Table, path: KeyPath): Problem {
  const found = 'a key that is not in this version of Invigil';
  return faultAtKey(root, path, { found, wanted: 'the file without it' });
}

function unknownKey(root: Table, path: KeyPath): Problem {
  const table = path.slice(0, -1);
  const wanted = table.length === 0 ? 'a key or table of an exhibit file' : `a key of ${heading(table)}`;
  return faultAtKey(root, path, { found: 'an unknown key', wanted, hint: whichKey(String(path.at(-1)), knownIn(root, table)) });
}

const KEYS = everyKey(file);

/** The keys that a table may have; of a receiver of alerts those of its kind. */
function knownIn(root: Table, table: KeyPath): readonly string[] {
  const { schema } = schemaAt(file, table);
  const kind = core(schema) === core(receiver) ? receiverKind(textAt(nodeAt(root, table), ['kind'])) : null;
  return kind === null ? Object.keys(keysOf(schema) ?? {}) : keysOfReceiver(kind);
}

/** The key that was meant: one of the same table that is like it, else where a key of exactly this name belongs. */
function whichKey(key: string, known: readonly string[]): string {
  const near = probablyMeant(key, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  const elsewhere = KEYS.find((other) => other.path.at(-1) === key);
  if (elsewhere !== undefined) return `"${key}" ${whereItBelongs(elsewhere.path.slice(0, -1))}`;
  return `the nearest is "${nearest(key, known)}"`;
}

function whereItBelongs(table: readonly string[]): string {
  if (table.length === 0) return 'stands at the top of the file';
  return `is a key of ${heading(itemOf(schemaAt(file, table).schema) === null ? table : [...table, 0])}`;
}
