import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Problem } from '../problem.ts';
import { HEADER, isFaultOfLine, placeOfFault, syntaxProblem, TWICE } from './syntax-words.ts';

/**
 * The parser stops at the first fault; a person wants to see all. So what cannot be read is blanked out, up to the next
 * table, and the rest is read again; a key that is there twice gets another name for the parser's eyes, and the builder of
 * the tree reports it. Blanks keep every other place in the file where it is.
 */
export interface Parsed {
  /** Null when nothing of the file could be read. */
  readonly program: AST.TOMLProgram | null;
  readonly problems: readonly Problem[];
  /** The real names of keys that were renamed, by the offset at which they stand. */
  readonly renamed: ReadonlyMap<number, string>;
}

/** Enough for a person to go on with. */
const MOST_FAULTS = 20;

/** Characters that may be parsed in all: a large file of nonsense must not hold up the supervisor that reads it again. */
const MOST_WORK = 2 ** 21;

export function parseSyntax(file: string, original: string): Parsed {
  const problems: Problem[] = [];
  const renamed = new Map<number, string>();
  const mostParses = Math.min(2 * MOST_FAULTS, Math.max(2, MOST_WORK / original.length));
  let text = original;
  let resumedAt = 0;
  for (let parses = 1; ; parses++) {
    const result = tryParse(text);
    if (!(result instanceof ParseError)) return { program: result, problems: result === null ? [tooDeep(file)] : problems, renamed };

    const mayGoOn = parses < mostParses && renamed.size < MOST_FAULTS;
    const alias = result.message === TWICE && mayGoOn ? rename(text, result.index) : null;
    if (alias !== null) {
      renamed.set(result.index, alias.name);
      text = alias.text;
      continue;
    }
    // A fault at the very line where reading was taken up again is the same open list or text, not a new fault.
    const index = placeOfFault(text, result.message, result.index);
    const line = text.slice(0, index).split('\n').length;
    const same = problems.length > 0 && line <= resumedAt;
    if (!same) problems.push(syntaxProblem(file, original, result.message, index));
    const blanked = blank(text, line, same);
    if (!mayGoOn || problems.length === MOST_FAULTS || blanked.text === text) return { program: null, problems, renamed };
    ({ text, resumedAt } = blanked);
  }
}

/** Null when the text is nested deeper, or a value longer, than the parser can hold. */
function tryParse(text: string): AST.TOMLProgram | ParseError | null {
  try {
    return parseTOML(text, { tomlVersion: '1.0.0' });
  } catch (error) {
    if (error instanceof ParseError) return error;
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function tooDeep(file: string): Problem {
  const found = 'lists or tables nested without end, or a text of many thousand characters';
  return { file, line: 1, column: 1, key: '', found, wanted: 'a file as described in docs/exhibit-toml.md' };
}

/**
 * Blanks out the faulty line, and what follows up to the next table where it may belong to it. With `above`, that was tried
 * and did not help: something before the line is still open, so the table above goes as a whole.
 */
function blank(text: string, line: number, above: boolean): { text: string; resumedAt: number } {
  const lines = text.split('\n');
  const isHeader = lines.map((candidate) => HEADER.test(candidate));
  const next = isHeader.indexOf(true, line);
  const alone = !above && isFaultOfLine(lines[line - 1] ?? '');
  const start = above ? Math.max(isHeader.lastIndexOf(true, line - 2), 0) : line - 1;
  const end = above ? line - 1 : alone ? line : next === -1 ? lines.length : next;
  const cleared = lines.map((kept, index) => (index >= start && index < end ? kept.replace(/[^\r]/gu, ' ') : kept));
  return { text: cleared.join('\n'), resumedAt: alone ? line : end + 1 };
}

/** Gives the key at `index` a name of the same length that occurs nowhere else; null when there is none. */
function rename(text: string, index: number): { text: string; name: string } | null {
  const quote = /["']/.test(text[index] ?? '') ? 1 : 0;
  const written = (quote ? /^(["'])(?:\\.|(?!\1).)*\1/u : /^[\w-]+/u).exec(text.slice(index, index + 1000))?.[0] ?? '';
  const inner = written.slice(quote, written.length - quote);
  if (inner.length === 0) return null;
  for (let number = 0; number < 4096; number++) {
    const alias = number.toString(36).padStart(inner.length, '_').slice(-inner.length);
    if (text.includes(alias)) continue;
    const at = index + quote;
    return { text: text.slice(0, at) + alias + text.slice(at + inner.length), name: inner };
  }
  return null;
}
