import type { Problem } from '../problem.ts';

const ESCAPE = 'Invalid character in escape sequence';

const UNCLOSED_HEADER = 'Unterminated table-key';
const NEW_LINE = 'No newlines are allowed between the curly braces unless they are valid within a value';
const NO_VALUE = 'Unspecified values are invalid';
const NO_EQUALS = 'Expected equal (=) token';
const MISSING_AT_END = new Set([UNCLOSED_HEADER, NEW_LINE, NO_VALUE, NO_EQUALS]);

/** What the parser says of a key that is there twice. */
export const TWICE = 'Defining a key multiple times is invalid';

/** What the TOML parser says, and what a person is told instead. `{}` stands for what was found at the place. */
const WORDS: Readonly<Record<string, readonly [found: string, wanted: string]>> = {
  'Unterminated string constant': ['a text whose closing quote is missing', 'a quote at the end of the text, in the same line'],
  [UNCLOSED_HEADER]: ['a table name whose closing bracket is missing', 'a table like [service.core]'],
  'Unterminated array': ['a list whose closing bracket is missing', 'a "]" at the end of the list'],
  'Unterminated inline table': ['a table whose closing brace is missing', 'a "}" at the end of the table'],
  'Empty bare keys are not allowed': ['no name', 'a name before the "="'],
  'Must be a newline': ['{} after the value', 'nothing more in this line, or a comment that begins with #'],
  [NO_EQUALS]: ['{}', 'a "=" between key and value'],
  [NO_VALUE]: ['no value', 'a value after the "="'],
  'Expected comma (,) token': ['{}', 'a comma between two values'],
  [NEW_LINE]: ['a new line between "{" and "}"', 'the whole of { ... } in one line, or a table of its own like [service.core.stop]'],
  'Unexpected spaces': ['a space inside a value', 'the value without a space'],
  'Unexpected invalid date': ['{}', 'a date that exists'],
  'Unexpected invalid time': ['{}', 'a time that exists'],
  'Leading zeros are not allowed': ['a number that begins with 0', 'the number without the 0'],
  'Trailing comma is not permitted in an inline table': ['a comma before "}"', 'no comma after the last value of { ... }'],
  [TWICE]: ['this key or table a second time', 'it only once'],
  [ESCAPE]: ['{}', 'two backslashes (\\\\) for one, or the text in single quotes'],
};

const A_LINE: readonly [string, string] = ['{}', 'a line like key = "value", or a table like [service.core]'];

/** Where a person looks for the fault that the parser met at `offset`. */
export function placeOfFault(text: string, message: string, offset: number): number {
  // Of a bad escape the parser names what follows the backslash.
  if (message === ESCAPE) return offset - 1;
  // What is missing at the end of a line, or of the file, is met only where the next thing stands.
  const isMetLater = text.slice(offset).trim() === '' || MISSING_AT_END.has(message);
  return isMetLater ? endOfLastThing(text.slice(0, offset)) : offset;
}

/** The end of the last line that is neither blank nor a comment; of the text itself where that is its last line. */
function endOfLastThing(text: string): number {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => !/^\s*(?:#.*)?$/.test(line));
  if (last === -1 || last === lines.length - 1) return text.length;
  return lines
    .slice(0, last + 1)
    .join('\n')
    .trimEnd().length;
}

/** Why the parser stopped at `index`, in words. */
export function syntaxProblem(file: string, text: string, message: string, index: number): Problem {
  const lines = text.split('\n');
  const row = Math.min(text.slice(0, index).split('\n').length, lines.length);
  const line = (lines[row - 1] ?? '').replace(/\r$/, '');
  const column = index - text.slice(0, index).lastIndexOf('\n');
  const at = { file, line: row, column, key: keyOfLine(lines, row) };
  const bare = unquoted(line, column);
  if (bare !== null) return { ...at, column: bare.column, found: bare.found, wanted: bare.wanted };
  const open = message.startsWith('Unterminated string') ? openQuote(lines, row) : null;
  const [found, wanted] = WORDS[message] ?? A_LINE;
  const problem = { ...at, ...open, found: found.replace('{}', () => rest(line, column)), wanted };
  const startsLine = row > 1 && line.slice(0, column - 1).trim() === '';
  if (startsLine && WORDS[message] === undefined)
    return { ...problem, hint: 'if this line is right, what stands above it is not finished' };
  return problem;
}

/** Values that people write as in other formats: `timeout = 5s`, `stop = { grace = 5s }`, `title = “Lantern”`. */
function unquoted(line: string, column: number): { column: number; found: string; wanted: string } | null {
  const whole = wholeValue(line);
  if (whole !== null && whole.column <= column) return missingQuotes(whole.value, whole.column);
  const left = /[^\s"'=,[\]{}#]*$/u.exec(line.slice(0, column - 1))?.[0] ?? '';
  const right = /^[^\s"'=,[\]{}#]*/u.exec(line.slice(column - 1))?.[0] ?? '';
  const begin = column - left.length;
  const isValue = /[=,]\s*$|=.*\[\s*$/.test(line.slice(0, begin - 1)) && left + right !== '' && !NUMBER.test(left + right);
  return isValue ? missingQuotes(left + right, begin) : null;
}

function missingQuotes(value: string, column: number): { column: number; found: string; wanted: string } {
  const inner = value.replace(/[“”„‘’«»]/gu, '');
  if (inner !== value) return { column, found: value, wanted: `"${inner}" in straight quotes` };
  return { column, found: `${value} without quotes`, wanted: `"${value}"` };
}

/** The value without quotes that is all of a line behind the `=`. */
function wholeValue(line: string): { value: string; column: number } | null {
  const match = /^(\s*[\w."'-]+\s*=\s*)([^\s"'[\]{}#=,][^"'[\]{}#=,]*?)\s*(?:#.*)?$/u.exec(line);
  if (match?.[1] === undefined || match[2] === undefined || NUMBER.test(match[2])) return null;
  return { value: match[2], column: match[1].length + 1 };
}

const NUMBER = /^[+-]?\d+$/;

/** Whether the fault is this line's alone: the lines below can be read without it. */
export function isFaultOfLine(line: string): boolean {
  return wholeValue(line.trimEnd()) !== null || /^\s*[\w.-]+\s*=\s*(?:"[^"]+|'[^']+)$/.test(line);
}

/** Where the text begins that is never closed: its line, or for one in three quotes a line above. */
function openQuote(lines: readonly string[], row: number): { line: number; column: number } | null {
  const here = /["']/.exec(lines[row - 1] ?? '');
  const triple = lines.slice(0, row).findLastIndex((line) => /"""|'''/.test(line));
  if (triple !== -1) return { line: triple + 1, column: (lines[triple] ?? '').search(/"""|'''/) + 1 };
  return here ? { line: row, column: here.index + 1 } : null;
}

/** What stands at the place, shortened to what a person finds again. */
function rest(line: string, column: number): string {
  const text = line
    .slice(column - 1)
    .trim()
    .replace(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1));
  if (text === '') return 'the end of the line';
  return text.length > 30 ? `${text.slice(0, 30)}...` : text;
}

/** The dotted path that a line is about, as far as it can be read without a parser. */
function keyOfLine(lines: readonly string[], row: number): string {
  const header = lines.slice(0, row).findLast((line) => HEADER.test(line));
  const table = header === undefined ? '' : (/[\w.-]+/.exec(header)?.[0] ?? '');
  const key = /^\s*([\w.-]+)\s*[=:]/.exec(lines[row - 1] ?? '')?.[1];
  return [table, key ?? ''].filter((part) => part !== '').join('.');
}

/** A line that begins a table; a line of a list in several lines is not one. */
export const HEADER = /^\s*\[\[?[\w\s.-]+\]\]?\s*(?:#.*)?$/;
