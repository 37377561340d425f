/**
 * The exhibit and site files: how text becomes an `Exhibit`, or the list of everything that is wrong with it.
 *
 *   read (1 MiB at most, UTF-8) -> parse (a tree in which each key and value knows its place) -> merge (the site over the
 *   exhibit) -> computed defaults (entries without a place) -> schema (each value for itself) and rules (values together)
 *   -> resolve (paths absolute, start order) -> the secrets of headers (each read from its file)
 *
 * Invariants:
 * - All problems of both files come at once; each has file, line, column, key, found and wanted.
 * - A problem points into the file that its value came from.
 * - Nothing outside the two files is looked at: whether programs and folders exist is known when they are needed. Only headers that
 *   are secrets are read with the file, because the page cannot be shown without them.
 * - A secret is in no message, no effective file and no log: only the exhibit itself has it, and of a PIN nothing but its place.
 * - The schema in `schema/` is the only list of keys. Types, defaults, messages, the JSON Schema of editors and the reference
 *   page come from it; the rest of the program sees the types of `exhibit.ts`.
 */
export { digest } from './digest.ts';
export { type Effective, formatEffective } from './effective.ts';
export { type EnvironmentFile, readEnvironmentFile } from './environment-file.ts';
export type {
  Access,
  Exhibit,
  ExhibitService,
  ListenAddress,
  OutputChoice,
  OverlaySettings,
  ReceiverSettings,
  Secret,
} from './exhibit.ts';
export { isHiddenShell } from './hidden-shell.ts';
export { exhibitJsonSchema } from './json-schema.ts';
export type { Loaded } from './judge.ts';
export { type LoadOptions, loadExhibit } from './load.ts';
export { isLoopback } from './loopback.ts';
export { formatProblem, formatProblems, inQuotes, type Problem } from './problem.ts';
export type { Command } from './schema/command.ts';
export { DEFAULT_COLOUR } from './schema/exhibit.ts';
export { DEFAULT_HOTKEY } from './schema/overlay.ts';
