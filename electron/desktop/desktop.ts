/**
 * The desktop around an exhibit: what of it would come between visitors and the picture (a dark or locked screen, a pop-up), and what
 * is seen where the exhibit shows nothing (the holding picture's colour).
 *
 * Owns: which settings and rules those are (`gnome.ts`, `sway.ts`, `labwc.ts`), how they are changed and put back (`settings.ts`,
 * `rules.ts`), and one kept file with what was there before (`saved.ts`).
 *
 * Invariants: what was there is on the disk before anything is changed; what is saved once is never overwritten by a second apply, so
 * that restore leads back to before the first; nothing counts as done that was not read back; what somebody has changed by hand since
 * is theirs and left alone.
 */
import type { Saved } from './saved.ts';

/** What a program answers; as electron/machine says it. */
export type Answer =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly missing: boolean; readonly words: string };

/** What the room needs of the world. */
export interface Desk {
  /** GNOME's command for its settings. */
  gsettings(...args: readonly string[]): Promise<Answer>;
  /** The file's text; null: there is none. Rejects with what is wrong. */
  read(path: string): Promise<string | null>;
  /** Null removes it. Rejects with what is wrong. */
  write(path: string, text: string | null): Promise<void>;
  /** What was there before the first apply. Rejects when it is there and cannot be read: then nothing may be changed. */
  load(): Promise<Saved>;
  save(saved: Saved): Promise<void>;
}

/**
 * What came of one step, as a sentence. `would`: a trial run would have done it; `same`: it was so already; `left`: it is somebody
 * else's by now; `cannot`: it was to be done and could not; `todo`: only a person can.
 */
export interface Line {
  readonly kind: 'done' | 'would' | 'same' | 'left' | 'cannot' | 'todo';
  readonly text: string;
}
