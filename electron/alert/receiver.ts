import type { Message } from './message.ts';

/** One way out. It tries once, and says what came of it; when to try again is the outbox's business. */
export interface Receiver {
  /** As in `[[alerts.to]]`. */
  readonly name: string;
  readonly kind: 'ntfy' | 'email' | 'webhook' | 'command' | 'log';
  /**
   * Sends messages, oldest first: always one, but for a receiver with `digests`, which may get several at once. Never rejects for what
   * the world does, only for a bug. Ends at once, with `later`, when `signal` is aborted.
   */
  send(messages: readonly [Message, ...Message[]], tools: SendTools): Promise<Answer>;
  /** How many messages it takes together; 1: one at a time. */
  readonly most: number;
  /** After one was delivered, how long the next ones wait to be sent together, in milliseconds; 0: not at all. */
  readonly digestMs: number;
  close(): void;
}

export interface SendTools {
  readonly signal: AbortSignal;
  /** The picture of an incident (JPEG or PNG); null: there is none, or it cannot be read. Never rejects. */
  picture(incident: string): Promise<Uint8Array | null>;
}

/** What came of one try. `detail` and `reason` are for people, and hold no secret. */
export type Answer =
  | { readonly outcome: 'delivered'; readonly detail: string | null }
  /** Not now: no network, 429, 5xx, a quota, a token that is refused. `afterMs`: what the server asks for; null: the outbox's own backoff. */
  | { readonly outcome: 'later'; readonly reason: string; readonly afterMs: number | null }
  /** Never, as it is: too large, not understood. It is given up, counted and told. */
  | { readonly outcome: 'refused'; readonly reason: string };
