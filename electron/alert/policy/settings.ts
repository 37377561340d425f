/** What the policy knows of the exhibit beside the facts: who is told of what, and how things are called. */
import type { AlertSettings, ReceiverSettings } from '../../config/exhibit.ts';
import type { Words } from '../../documents/words/words.ts';
import type { RestartCause } from '../../supervisor/policy/effect.ts';
import type { Role } from '../../supervisor/snapshot.ts';

export interface TellingSettings extends Pick<AlertSettings, 'level' | 'quietForMs' | 'cooldownMs' | 'levels'> {
  readonly exhibit: { readonly name: string; readonly title: string };
  readonly receivers: readonly Pick<ReceiverSettings, 'name' | 'kind' | 'level'>[];
  readonly services: readonly { readonly name: string; readonly role: Role; readonly stormWithinMs: number }[];
  readonly words: Words;
  readonly speech: Speech;
}

/** The small words that other sentences of the supervisor are made of too, in the exhibit's language. */
export interface Speech {
  /** `the sound`, within a sentence. */
  name(service: string): string;
  /** `The sound`, at its beginning. */
  capitalName(service: string): string;
  /** `42 s`, `3 min`. */
  duration(ms: number): string;
  /** `froze: no sign of life for 5 s`: the end of a sentence that begins with the service. */
  broke(cause: RestartCause): string;
  /** `network led.local`. */
  condition(key: string): string;
  /** A remark of the supervisor's other parts, which are in English. */
  remark(text: string): string;
}
