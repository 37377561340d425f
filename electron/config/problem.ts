import { isAbsolute, relative } from 'node:path';

/** A place in a file: lines and columns count from 1, columns in UTF-16 units as editors do. */
export interface Place {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One fault in the files of an exhibit, in the facts that a person needs to mend it. */
export interface Problem extends Place {
  /** The dotted path of the key, `service.core.heartbeat.timeout`; empty when the fault is the file's own. */
  readonly key: string;
  readonly found: string;
  /** What would be right. */
  readonly wanted: string;
  /** What was probably meant: the nearest known key or name, or what to do. */
  readonly hint?: string;
}

/** A path into a file's tables and lists, as it is written: `service.core.after[1]`. */
export type KeyPath = readonly (string | number)[];

/** The path in the form that messages use. */
export function dotted(path: KeyPath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${quotedIfNeeded(part)}`)).join('');
}

/** A table as it is begun: `[service.core]`, or `[[access]]` for each of a list. */
export function heading(path: KeyPath): string {
  return typeof path.at(-1) === 'number' ? `[[${dotted(path.slice(0, -1))}]]` : `[${dotted(path)}]`;
}

/** A key as it has to be written in TOML: in quotes unless it is made of letters, digits, `_` and `-`. */
export function quotedIfNeeded(key: string): string {
  return /^[\w-]+$/.test(key) ? key : inQuotes(key);
}

/** A text as it has to be written in TOML, which differs from JSON in one character. */
export function inQuotes(text: string): string {
  return JSON.stringify(text).replaceAll('\x7f', '\\u007f');
}

/** `exhibit.toml:12:3  service.core.restart: found "alway", wanted one of ...`. Files inside `base` are named from there. */
export function formatProblem(problem: Problem, base: string = process.cwd()): string {
  const near = relative(base, problem.file);
  const file = near.startsWith('..') || isAbsolute(near) ? problem.file : near;
  const key = problem.key === '' ? '' : `${problem.key}: `;
  const hint = problem.hint === undefined ? '' : `; ${problem.hint}`;
  return `${file}:${problem.line}:${problem.column}  ${key}found ${problem.found}, wanted ${problem.wanted}${hint}`;
}

/** All problems, one a line, in the order of the file. */
export function formatProblems(problems: readonly Problem[], base: string = process.cwd()): string {
  return problems.map((problem) => formatProblem(problem, base)).join('\n');
}

/** The order in which a person mends them: file by file as `files` names them, from top to bottom. */
export function inFileOrder(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const rank = (problem: Problem) => files.indexOf(problem.file);
  return [...problems].sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
}
