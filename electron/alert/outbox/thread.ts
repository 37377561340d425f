/**
 * What becomes of a trouble that is over before anybody heard of it: nobody is woken for that. Only when it lasted long, with no way
 * to tell of it, a person wants to know: then one message takes the place of all. Pure.
 */
import type { Message } from '../message.ts';
import type { Row } from './rows.ts';

/** A raise that has waited longer than this, in milliseconds, is told although it is over. */
const TOLD_AFTER_MS = 3_600_000;

export interface Folding {
  /** From the raise to the clear. */
  readonly cancelled: readonly Row[];
  /** What is told instead; null: nothing. */
  readonly instead: Message | null;
}

/** `rows`: what waits of one thread for one receiver, in order. Null: all of it is to be sent as it is. */
export function fold(rows: readonly Row[], now: number): Folding | null {
  const end = rows.findLastIndex(({ message }) => message.act === 'clear');
  const begin = rows.findIndex(({ message }) => message.act === 'raise');
  const [raise, clear] = [rows[begin], rows[end]];
  if (raise === undefined || clear === undefined || begin > end) return null;
  const isOld = now - raise.putAt > TOLD_AFTER_MS;
  return { cancelled: rows.slice(begin, end + 1), instead: isOld ? both(raise.message, clear.message) : null };
}

/** A note: there is nothing on the receiver's screen that it could take the place of. */
function both(raise: Message, clear: Message): Message {
  const text = [raise.title, raise.text, clear.text].filter((part) => part !== '').join('\n');
  return { ...clear, act: 'note', text, incident: clear.incident ?? raise.incident };
}
