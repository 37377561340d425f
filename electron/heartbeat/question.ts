/** One asking of one question: what it gives back, and the words for what can go wrong. */

/** Null: as wanted; else what was found. */
export type Answer = string | null;

/**
 * Asks. `answered` may be called more than once, only the first call counts, and never before this has returned. Gives back how to
 * let go of everything of this asking, which may be called at any time.
 */
export type Ask = (answered: (answer: Answer) => void) => () => void;

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was closed without an answer',
  EPIPE: 'the connection was closed without an answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'no answer from the host',
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
};

/** A connection that failed, in words; of certificates the library's own reason. */
export function connectionWords(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return WORDS[code] ?? (error.message === '' ? code : error.message);
}
