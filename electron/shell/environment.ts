/** What the supervisor tells its shell by the environment. */
import { z } from 'zod';
import { messageOf } from '../platform/errors.ts';

/** `INVIGIL_SHELL`: one JSON object, written by the supervisor (start-request.ts). */
const settings = z.object({
  title: z.string(),
  /** `#rrggbb`. */
  colour: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  locale: z.string(),
  /** A plain window that may be closed, for trying an exhibit out. */
  windowed: z.boolean(),
  /** For displays that are programs of their own: no window but for holding page and overlay. */
  hidden: z.boolean(),
  /** How staff open the overlay; null: not in this way. */
  hotkey: z.string().nullable(),
  corner: z.object({ where: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']), taps: z.int().min(3).max(20) }).nullable(),
});

const environment = z.object({
  INVIGIL_SERVICE: z.string().regex(/^[a-z0-9-]{1,32}$/),
  INVIGIL_INSTANCE: z.string().min(1),
  INVIGIL_ENDPOINT: z.string().min(1),
  INVIGIL_CONTROL: z.string().min(1),
  INVIGIL_SHELL: z
    .string()
    .transform((text, context) => {
      try {
        const value: unknown = JSON.parse(text);
        return value;
      } catch (error) {
        context.addIssue(`no JSON: ${messageOf(error)}`);
        return z.NEVER;
      }
    })
    .pipe(settings),
});

export interface ShellSettings extends z.infer<typeof settings> {
  readonly service: string;
  readonly instance: string;
  readonly endpoint: string;
  /** The supervisor's unix socket. */
  readonly control: string;
}

/** Throws with every variable that is missing or wrong: the shell cannot run without its supervisor. */
export function readSettings(source: Readonly<Record<string, string | undefined>>): ShellSettings {
  const result = environment.safeParse(source);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The shell is started by the Invigil supervisor, which sets its environment. ${wrong.join('; ')}`);
  }
  const { data } = result;
  return {
    service: data.INVIGIL_SERVICE,
    instance: data.INVIGIL_INSTANCE,
    endpoint: data.INVIGIL_ENDPOINT,
    control: data.INVIGIL_CONTROL,
    ...data.INVIGIL_SHELL,
  };
}
