/** What comes out: messages to be sent, and what is only written down. */
import type { Message } from '../message.ts';

/** A message before it has an id, the lines of the log and a link. */
export type Draft = Omit<Message, 'id' | 'logTail' | 'link'> & {
  /** Names of receivers, as in `[[alerts.to]]`; never empty. */
  readonly to: readonly string[];
};

/**
 * Why something is only written down. `quiet`: it was over within `quiet_for`. `cooldown`: the same was told a moment ago. `paused`,
 * `closed`: nobody is told now. `safe-mode`: that has been told. `folded`: another message says it. `level`: too little for every receiver.
 */
export type WhyNot = 'quiet' | 'cooldown' | 'paused' | 'closed' | 'safe-mode' | 'folded' | 'level';

export type Recorded = Omit<Draft, 'to'> & { readonly why: WhyNot };
