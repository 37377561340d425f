/**
 * A line of a service as people read it. A line of JSON becomes
 *
 *     WARN  frame late ms=41 screen=HDMI-A-1 camera={id=3 name="left eye"}
 *
 * and any other stays as it was written, with colours where they can be shown. Pure.
 */
import { createColors } from 'picocolors';
import { isObject, type LineLevel, readStructured, type StructuredLine } from './structured.ts';
import { colouredText, plainText } from './text.ts';

/** Whether what is written to a terminal may be coloured (https://no-color.org). */
export function wantsColours(environment: Readonly<Record<string, string | undefined>>): boolean {
  return (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
}

/** A nested value is not longer than this, in characters. */
const NESTED_LENGTH = 60;
/** How deep it is shown. */
const NESTED_DEPTH = 2;

const WORDS = { trace: 'TRACE', debug: 'DEBUG', info: 'INFO', warning: 'WARN', error: 'ERROR', fatal: 'FATAL' } as const;
/** Those of the states that `status` shows, as near to Okabe and Ito's as the terminal's own palette has them. */
const COLOURS = { trace: 'gray', debug: 'gray', info: 'green', warning: 'yellow', error: 'red', fatal: 'magenta' } as const;
const WIDEST_WORD = 5;

const colours = createColors(true);

/** `text` of one line; `coloured`: for a terminal that shows colours. */
export function shownLine(text: string, coloured: boolean): string {
  const line = readStructured(text);
  if (line !== null) return shownFields(line, coloured);
  return coloured ? colouredText(text) : plainText(text);
}

function shownFields({ level, message, rest }: StructuredLine, coloured: boolean): string {
  const dim = coloured ? colours.dim : String;
  const parts = rest.map(([name, value]) => `${dim(`${oneLine(name)}=`)}${shownValue(value, NESTED_DEPTH)}`);
  if (message !== null) parts.unshift(oneLine(message));
  if (level !== null) parts.unshift(levelWord(level, coloured));
  return parts.join(' ');
}

function levelWord(level: LineLevel, coloured: boolean): string {
  const word = WORDS[level].padEnd(WIDEST_WORD);
  return coloured ? colours[COLOURS[level]](word) : word;
}

function shownValue(value: unknown, depth: number): string {
  if (typeof value === 'string') return /^[^\s"'=\p{Cc}[\]{}]+$/u.test(value) ? value : JSON.stringify(plainLines(value));
  if (Array.isArray(value)) return short(depth, `[${value.length}]`, () => `[${value.map((one) => shownValue(one, depth - 1)).join(' ')}]`);
  if (!isObject(value)) return String(value);
  // An error of pino or bunyan: its stack has a line of its own in the raw text.
  if (typeof value['message'] === 'string' && 'stack' in value) return JSON.stringify(plainLines(value['message']));
  const inner = Object.entries(value);
  return short(depth, '{…}', () => `{${inner.map(([name, one]) => `${oneLine(name)}=${shownValue(one, depth - 1)}`).join(' ')}}`);
}

function short(depth: number, instead: string, whole: () => string): string {
  if (depth === 0) return instead;
  const text = whole();
  return text.length > NESTED_LENGTH ? `${text.slice(0, NESTED_LENGTH - 1)}…` : text;
}

/** Newlines that JSON brought in are shown as JSON writes them. */
function oneLine(text: string): string {
  return plainLines(text).replaceAll('\n', '\\n');
}

function plainLines(text: string): string {
  return text.split(/\r?\n/).map(plainText).join('\n');
}
