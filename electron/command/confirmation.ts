/**
 * Confirmations: for a command that needs one, the first request is answered with a token, and the same request by the same
 * person with that token, within 30 s, is done. So neither a stray tap nor a repeated request does it.
 */
import { randomBytes } from 'node:crypto';

/** How long a token lives (contract 7). */
export const CONFIRMATION_MS = 30_000;
/** Tokens that wait at once; the oldest is forgotten first. */
const MOST = 100;

export interface Confirmations {
  /** A token for exactly this request. */
  issue(request: string): string;
  /** Whether the token is alive and for this request; it is used up. */
  redeem(token: string, request: string): boolean;
}

/** `monotonicMs`: a clock that no change of the time of day moves. */
export function createConfirmations(monotonicMs: () => number): Confirmations {
  const waiting = new Map<string, { request: string; until: number }>();
  return {
    issue(request) {
      const token = randomBytes(16).toString('hex');
      waiting.set(token, { request, until: monotonicMs() + CONFIRMATION_MS });
      const [oldest] = waiting.keys();
      if (waiting.size > MOST && oldest !== undefined) waiting.delete(oldest);
      return token;
    },
    redeem(token, request) {
      const found = waiting.get(token);
      waiting.delete(token);
      return found !== undefined && found.request === request && monotonicMs() < found.until;
    },
  };
}
