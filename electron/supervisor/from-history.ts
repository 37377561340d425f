import { Unreadable } from '../api/door.ts';
import { en } from '../documents/words/en.ts';
import { fill } from '../documents/words/fill.ts';
import { HistoryError } from '../history/history.ts';

/** The history's answer; why it cannot be read now is said to the reader. */
export async function fromHistory<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    if (!(error instanceof HistoryError)) throw error;
    throw new Unreadable('refused', fill(en.remarks.incidentsUnread, { why: error.message }));
  });
}
