/** What the outbox holds: one row for each message to each receiver. */
import type { Message } from '../message.ts';

/** Of what is settled the newest so many are kept, for people to look back at. */
export const MOST_SETTLED = 500;

/** `dropped`: there were too many, or the receiver will never take it. `cancelled`: it was over before it could be sent. */
export type RowState = 'waiting' | 'delivered' | 'dropped' | 'cancelled';

export interface Row {
  readonly receiver: string;
  readonly message: Message;
  readonly state: RowState;
  /** Milliseconds since 1970: when it was put in. */
  readonly putAt: number;
  /** Milliseconds since 1970; null while it waits. */
  readonly settledAt: number | null;
  /** How often it was tried; of tries before a restart only those count that settled it. */
  readonly tries: number;
}

/** What is known of one receiver beside its messages. */
export interface Tally {
  readonly receiver: string;
  /** Messages that were dropped unsent, ever. */
  readonly dropped: number;
  /** Of these, those that it has not yet been told of. */
  readonly untold: number;
  /** Milliseconds since 1970: when something was delivered last; null: never. */
  readonly deliveredAt: number | null;
}

/** What earlier runs left. */
export interface Found {
  /** In the order in which they were put in. */
  readonly waiting: readonly Row[];
  readonly tallies: readonly Tally[];
}

export const NOTHING_FOUND: Found = { waiting: [], tallies: [] };
