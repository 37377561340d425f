/** What an installation consists of: steps, each with its target and with what undoes it. Data alone, so that a plan can be shown and kept. */
import { z } from 'zod';

/** A program to run, as root or as the exhibit's user. */
export const command = z.strictObject({ program: z.string(), args: z.array(z.string()), as: z.enum(['root', 'user']) });
export type Command = z.infer<typeof command>;

/** Something that has to be there. Files and links are absolute paths; a file's content is all of it. */
export type Target =
  | { readonly kind: 'folder'; readonly path: string; readonly mode: number }
  | { readonly kind: 'file'; readonly path: string; readonly content: string; readonly mode: number; readonly keep: 'theirs' | 'ours' }
  | { readonly kind: 'link'; readonly path: string; readonly to: string }
  | { readonly kind: 'run'; readonly commands: readonly Command[]; readonly undo: readonly Command[] };

/** Root's, or the user's own: who owns what the step makes, and in which record it stands. */
export type Part = 'machine' | 'user';

export interface Step {
  /** The same each time the plan is made: by it a step is known that was done before. */
  readonly id: string;
  readonly part: Part;
  /** One sentence: what it does. */
  readonly says: string;
  /** One sentence: what its undoing does. */
  readonly undoSays: string;
  /** Other exhibits of the same user rely on it too: it is undone with the last of them. */
  readonly shared: boolean;
  readonly target: Target;
}

/** What undoes a step that was done. `digest`: of what was written; a file that somebody has changed since is left alone. */
export const undoing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('remove-folder'), path: z.string() }),
  z.strictObject({ kind: z.literal('remove-file'), path: z.string(), digest: z.string() }),
  z.strictObject({ kind: z.literal('restore-file'), path: z.string(), digest: z.string(), content: z.string(), mode: z.int() }),
  z.strictObject({ kind: z.literal('remove-link'), path: z.string() }),
  z.strictObject({ kind: z.literal('restore-link'), path: z.string(), to: z.string() }),
  z.strictObject({ kind: z.literal('run'), commands: z.array(command) }),
]);
export type Undoing = z.infer<typeof undoing>;
