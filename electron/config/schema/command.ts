import * as z from 'zod';
import { mean } from './meaning.ts';
import { argument, handed, LONGEST, length, list } from './values.ts';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** What a shell would act on: pipes, lists and redirections. Here it would silently become an argument. */
const OPERATOR = /^(?:\|\|?|&&?|;|\d?&?>.*|<.*)$/;

/** One word as it is written: plain characters, escaped ones, and quoted parts, without a blank between. */
const WORD = /(?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+/g;

type Split = { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly found: string };

/**
 * Splits a command line into words as a POSIX shell does: blanks, single and double quotes, backslashes. Nothing is
 * expanded. Operators outside quotes are refused, because no shell is there to carry them out.
 */
export function splitWords(line: string): Split {
  const open = line.replace(WORD, '').trim()[0];
  if (open !== undefined) return { ok: false, found: open === '\\' ? 'a backslash at the end' : `a quote ${open} that is not closed` };
  const written = line.match(WORD) ?? [];
  const operator = written.find((word) => OPERATOR.test(word));
  if (operator !== undefined) return { ok: false, found: shellNeeded(operator) };
  const words = written.map(unquoted);
  return words.length === 0 || words[0] === '' ? { ok: false, found: 'a command without a program' } : { ok: true, words };
}

function unquoted(word: string): string {
  const withoutNewline = (character: string) => (character === '\n' ? '' : character);
  return word.replace(/\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"/g, (_, escaped?: string, single?: string, double?: string) => {
    if (escaped !== undefined) return withoutNewline(escaped);
    return single ?? double?.replace(/\\([$`"\\\n])/g, (_whole, kept: string) => withoutNewline(kept)) ?? '';
  });
}

function shellNeeded(operator: string): string {
  return `"${operator}", which needs a shell (no shell is run; if you mean one: ["sh", "-c", "..."])`;
}

const WANTED = 'a program and its arguments, like "python3 core.py" or ["python3", "core.py"]';

const words = list(argument(0, 'core.py'), 'words', '["python3", "core.py"]', 1000, 1)
  .refine((all) => all[0] !== '')
  .transform((all, context) => asCommand(all, context));

const line = handed(0, LONGEST).transform((text, context) => {
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
    return split.ok ? length(LONGEST)(value) : split.found;
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
