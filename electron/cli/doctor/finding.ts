/**
 * `invigil doctor` looks at what an exhibit needs of its machine and nobody else looks at: login and unit, the desktop and its keys,
 * power, disks, rights, programs that are asked for help.
 *
 * Each check is one file with one function: it looks, and says what it found. Nothing is changed by looking; what may safely be mended
 * comes with the finding, and `--fix` does it. A check that cannot look says so as a warning: silence means that all is well.
 * `checks.ts` lists them; the table of docs/doctor.md is made of it.
 */
import type { Said } from '../../machine/program.ts';
import type { Place } from './place.ts';

export interface Finding {
  /** `problem`: the exhibit does not work, or is open to visitors. `warning`: it may be. */
  readonly level: 'ok' | 'warning' | 'problem';
  /** One sentence. */
  readonly found: string;
  /** What it means for the exhibit; null: that is plain. */
  readonly means: string | null;
  /** What to do; null: nothing. */
  readonly todo: string | null;
  /** Does it, where that is safe. Returns what was done, as a sentence; throws with why not. Twice does no harm. */
  readonly fix?: () => string | Promise<string>;
}

export type Check = (place: Place) => Promise<readonly Finding[]>;

export const ok = (found: string, means: string | null = null): Finding => ({ level: 'ok', found, means, todo: null });
export const warning = (found: string, means: string, todo: string): Finding => ({ level: 'warning', found, means, todo });
export const problem = (found: string, means: string, todo: string): Finding => ({ level: 'problem', found, means, todo });

/** `what` could not be found out, because of what the program said. */
export function unasked(what: string, program: string, said: Said & { readonly ok: false }, means: string, todo: string): Finding {
  return warning(`${what} cannot be asked: ${program}: ${said.missing ? 'it is not installed' : said.words}.`, means, todo);
}
