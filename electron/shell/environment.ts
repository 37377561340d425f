/** What the supervisor tells its shell by the environment. */
import { z } from 'zod';

const environment = z.object({
  INVIGIL_SERVICE: z.string().regex(/^[a-z0-9-]{1,32}$/),
  INVIGIL_INSTANCE: z.string().min(1),
  INVIGIL_ENDPOINT: z.string().min(1),
  INVIGIL_TITLE: z.string().default(''),
  INVIGIL_COLOUR: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .default('#101418'),
  INVIGIL_LOCALE: z.string().default('en'),
  /** `1`: a plain window that may be closed, for trying an exhibit out. */
  INVIGIL_WINDOWED: z.enum(['0', '1']).default('0'),
});

export interface ShellSettings {
  readonly service: string;
  readonly instance: string;
  readonly endpoint: string;
  readonly title: string;
  /** `#rrggbb`. */
  readonly colour: string;
  readonly locale: string;
  readonly windowed: boolean;
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
    title: data.INVIGIL_TITLE,
    colour: data.INVIGIL_COLOUR,
    locale: data.INVIGIL_LOCALE,
    windowed: data.INVIGIL_WINDOWED === '1',
  };
}
