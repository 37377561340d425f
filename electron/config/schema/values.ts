import * as z from 'zod';
import { mean } from './meaning.ts';

/** Names of exhibits and services: they become names of files, units and addresses. */
export const NAME = /^[a-z0-9-]{1,32}$/;

export const NAME_WANTED = 'a name of 1 to 32 small letters, digits and hyphens';

/** Names of environment variables, as every shell takes them. */
export const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The name of the exhibit or of a service. */
export function name(example: string) {
  return mean(z.string().regex(NAME), { wanted: `${NAME_WANTED}, like "${example}"` });
}

/** A text of one line. */
export function text(most: number, example: string) {
  const schema = z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u);
  return mean(schema, { wanted: `a text in quotes of 1 to ${most} characters in one line, like "${example}"`, explain: length(most) });
}

/** The longest text that a program is handed. */
export const LONGEST = 32_768;

/** What a program or the system is handed: anything but a NUL character, which would end it early. */
export function handed(least: 0 | 1, most: number) {
  return z
    .string()
    .min(least)
    .max(most)
    .refine((text) => !text.includes('\0'));
}

/** An argument, or the value of a variable. */
export function argument(least: 0 | 1, example: string) {
  const range = least === 0 ? `at most ${LONGEST}` : `${least} to ${LONGEST}`;
  return mean(handed(least, LONGEST), { wanted: `a text in quotes of ${range} characters, like "${example}"`, explain: length(LONGEST) });
}

/** The path of a file or folder. */
export function path(example: string) {
  return mean(handed(1, 4096), { wanted: `a path in quotes of 1 to 4096 characters, like "${example}"`, explain: length(4096) });
}

/** A switch. */
export function yesOrNo() {
  return mean(z.boolean(), { wanted: 'true or false' });
}

/** A whole number. */
export function whole(least: number, most: number, example: number) {
  return mean(z.int().min(least).max(most), { wanted: `a whole number from ${least} to ${most}, like ${example}` });
}

/** A number that need not be whole. */
export function number(least: number, most: number, example: number) {
  return mean(z.number().min(least).max(most), { wanted: `a number from ${least} to ${most}, like ${example}` });
}

/** One of a few words. */
export function choice<const Word extends string>(words: readonly Word[]) {
  const listed = words.map((word) => `"${word}"`);
  const wanted = listed.length === 1 ? listed.join() : `one of ${listed.slice(0, -1).join(', ')} or ${listed.at(-1)}`;
  return mean(z.enum(words), { wanted, choices: words });
}

/** A list. `items` names what is in it, in the plural. */
export function list<Item extends z.ZodType>(item: Item, items: string, example: string, most: number, least = 0) {
  const range = least === 0 ? `at most ${most}` : `${least} to ${most}`;
  const explain = (value: unknown) => (Array.isArray(value) && value.length > most ? `a list of ${value.length}` : null);
  return mean(z.array(item).min(least).max(most), { wanted: `a list of ${range} ${items}, like ${example}`, explain });
}

/** What is wrong with the length or the characters of a text. */
export function length(most: number): (value: unknown) => string | null {
  return (value) => {
    if (typeof value !== 'string') return null;
    if (value === '') return 'an empty text';
    if (value.length > most) return `a text of ${value.length} characters`;
    return value.includes('\0') ? 'a text with a NUL character (\\u0000)' : null;
  };
}
