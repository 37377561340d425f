/**
 * The exhibit and site files: how text becomes an `Exhibit`, or the list of everything that is wrong with it.
 *
 *   read (1 MiB at most, UTF-8) -> parse (a tree in which each key and value knows its place) -> merge (the site over the
 *   exhibit) -> computed defaults (entries without a place) -> schema (each value for itself) and rules (values together)
 *   -> resolve (paths absolute, start order)
 *
 * Invariants:
 * - All problems of both files come at once; each has file, line, column, key, found and wanted.
 * - A problem points into the file that its value came from.
 * - Nothing outside the two files is looked at: whether programs and folders exist is known when they are needed.
 * - The schema in `schema/` is the only list of keys. Types, defaults, messages, the JSON Schema of editors and the reference
 *   page come from it; the rest of the program sees the types of `exhibit.ts`.
 */
export { digest } from './digest.ts';
export { type Effective, formatEffective } from './effective.ts';
export { type EnvironmentFile, readEnvironmentFile } from './environment-file.ts';
export type { Exhibit, ExhibitService } from './exhibit.ts';
export { exhibitJsonSchema } from './json-schema.ts';
export type { Loaded } from './judge.ts';
export { type LoadOptions, loadExhibit } from './load.ts';
export { formatProblem, formatProblems, inQuotes, type Problem } from './problem.ts';
export type { Command } from './schema/command.ts';
