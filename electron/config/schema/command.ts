import * as z from 'zod';
import { mean } from './meaning.ts';
import { argument, list } from './values.ts';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** What a shell would do something with; here it would silently become an argument. */
const OPERATORS = new Set(['|', '||', '&', '&&', ';', '>', '>>', '<', '2>', '2>&1', '&>']);

type Split = { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly found: string };

/**
 * Splits a command line into words as a POSIX shell does: blanks, single and double quotes, backslashes. Nothing is
 * expanded. Operators outside quotes are refused, because no shell is there to carry them out.
 */
export function splitWords(line: string): Split {
  const token = /\s+|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)|[\s\S]/gy;
  const words: string[] = [];
  let word: string | null = null;
  let bare = true;
  const end = (): string | null => {
    const operator = word !== null && bare && OPERATORS.has(word) ? word : null;
    if (word !== null) words.push(word);
    [word, bare] = [null, true];
    return operator;
  };
  for (const match of line.matchAll(token)) {
    const [whole, single, double, escaped, plain] = match;
    const part = single ?? double?.replace(/\\([$`"\\\n])/g, (_, kept) => (kept === '\n' ? '' : kept)) ?? escaped ?? plain;
    if (part !== undefined) {
      word = (word ?? '') + part;
      bare &&= plain !== undefined;
    } else if (/^\s/.test(whole)) {
      const operator = end();
      if (operator !== null) return { ok: false, found: shellNeeded(operator) };
    } else {
      return { ok: false, found: whole === '\\' ? 'a backslash at the end' : `a quote ${whole} that is not closed` };
    }
  }
  const operator = end();
  if (operator !== null) return { ok: false, found: shellNeeded(operator) };
  if (words.length === 0 || words[0] === '') return { ok: false, found: 'a command without a program' };
  return { ok: true, words };
}

function shellNeeded(operator: string): string {
  return `"${operator}", which needs a shell (no shell is run; if you mean one: ["sh", "-c", "..."])`;
}

const WANTED = 'a program and its arguments, like "python3 core.py" or ["python3", "core.py"]';

const words = list(argument(0, 'core.py'), 'words', '["python3", "core.py"]', 1000, 1)
  .refine((all) => all[0] !== '')
  .transform((all, context) => asCommand(all, context));

const line = z
  .string()
  .max(32_768)
  .regex(/^[^\0]*$/u)
  .transform((text, context) => {
    const split = splitWords(text);
    return split.ok ? asCommand(split.words, context) : refuse(context);
  });

function asCommand(all: readonly string[], context: z.RefinementCtx): Command {
  const [program, ...args] = all;
  return program === undefined ? refuse(context) : [program, ...args];
}

function refuse(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom', message: WANTED });
  return z.NEVER;
}

function explain(value: unknown): string | null {
  if (typeof value === 'string') {
    const split = splitWords(value);
    if (value.includes('\0')) return 'a text with a NUL character (\\u0000)';
    if (value.length > 32_768) return `a text of ${value.length} characters`;
    return split.ok ? null : split.found;
  }
  if (!Array.isArray(value)) return null;
  if (value.length === 0 || value[0] === '') return 'a command without a program';
  const odd = value.find((word) => typeof word !== 'string');
  return odd === undefined ? `a list of ${value.length} words` : `a list with ${JSON.stringify(odd)} in it, which is no text in quotes`;
}

/** A command: a list of words, or one text that is split into words like a shell would. */
export function command() {
  return mean(z.union([line, words]), { wanted: WANTED, explain });
}
