/** What a page may say to the shell (`window.invigil`), as it comes out of the page's process: from the network, and to be judged. */
import { z } from 'zod';
import { CHECK_CHARACTERS, LABELS, NAME_CHARACTERS, TEXT_CHARACTERS } from './word-limits.ts';

const text = z.string().max(TEXT_CHARACTERS);
const name = z.string().min(1).max(NAME_CHARACTERS);
const status = z.enum(['healthy', 'warning', 'error', 'fatal', 'unknown']);

const word = z.discriminatedUnion('word', [
  // A beat is a sign of life whatever is wrong with what it carries.
  z.object({
    word: z.literal('beat'),
    progress: z.number().optional().catch(undefined),
    status: status.optional().catch(undefined),
    message: text.optional().catch(undefined),
  }),
  z.object({ word: z.literal('ready') }),
  z.object({ word: z.literal('busy'), ms: z.number().nonnegative(), why: text.optional() }),
  z.object({ word: z.literal('health'), name, status, message: z.string().max(CHECK_CHARACTERS).optional() }),
  z.object({ word: z.literal('error'), message: text, traceback: text.optional(), fatal: z.boolean() }),
  z.object({
    word: z.literal('metric'),
    name,
    value: z.number(),
    labels: z
      .record(name, z.string().max(NAME_CHARACTERS))
      .refine((labels) => Object.keys(labels).length <= LABELS, `more than ${LABELS} labels`),
  }),
  z.object({ word: z.literal('request'), what: z.literal('restart') }),
  /** The preload's own: it has begun to drop words. */
  z.object({ word: z.literal('flood') }),
]);

export type Word = z.infer<typeof word>;

/** A word, or what is wrong with it. */
export function readWord(value: unknown): Word | { readonly word: 'unreadable'; readonly why: string } {
  const read = word.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return { word: 'unreadable', why: issue === undefined ? 'not a word' : `${issue.path.join('.')}: ${issue.message}` };
}
