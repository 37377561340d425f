import type { AlertLevel } from '../config/exhibit.ts';

/**
 * What one receiver is told: made by the policy of telling (`policy/`), kept in the outbox until it is delivered, and brought into the
 * receiver's own form by `receivers/`. Everything in it is final: a receiver that gets it a week late says what was true then.
 */
export interface Message {
  /** Of this message to this receiver, and the same at every try: Message-ID, Idempotency-Key (contract 8). A UUID. */
  readonly id: string;
  /**
   * The trouble that it is about. All messages of one trouble have the same, so that a later one can take the place of an earlier
   * (ntfy's sequence id, a mail's thread). 1 to 64 of [A-Za-z0-9_-].
   */
  readonly thread: string;
  /** `raise`: the first of its thread. `update`: it got worse, or has lasted. `clear`: it is over. `note`: stands alone. */
  readonly act: 'raise' | 'update' | 'clear' | 'note';
  readonly level: AlertLevel;
  /** The alert's kind (`safe-mode`, `health`, `started`, `test`, ...): what `[alerts.levels]` maps. */
  readonly kind: string;
  readonly exhibit: { readonly name: string; readonly title: string };
  /** Null: the exhibit as a whole, or the machine. */
  readonly service: string | null;
  /** In the exhibit's language, one line, for a phone's lock screen: `The sound has stopped`. */
  readonly title: string;
  /** In the exhibit's language: what happened, what it means, what is done about it. May have several lines. */
  readonly text: string;
  /** Milliseconds since 1970: when it happened. */
  readonly at: number;
  /** The flight recorder's id of the incident, whose picture goes with it; null: none. */
  readonly incident: string | null;
  /** The last lines of the service's log at that time, oldest first, secrets taken out; empty: none belong to it. */
  readonly logTail: readonly string[];
  /** Where the dashboard shows it; null: it has no address that others reach. */
  readonly link: string | null;
}
