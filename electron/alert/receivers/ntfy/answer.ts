/** What ntfy's refusals mean: for whom it will be right later, and when. Pure. */
import type { Answer } from '../../receiver.ts';
import type { Refusal } from './server.ts';

/** One request comes back to the bucket every so often, in milliseconds. */
const BUCKET_MS = 5_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Refusals of 42x that are about us, not about one message. The server itself says no time. */
const WAITS: Readonly<Record<number, { readonly reason: string; readonly afterMs: (now: number) => number }>> = {
  42901: { reason: 'too many requests in a short time', afterMs: () => BUCKET_MS },
  42908: { reason: "the day's messages are used up", afterMs: (now) => DAY_MS - (now % DAY_MS) },
  42909: { reason: 'too many failed sign-ins', afterMs: () => HOUR_MS },
};

/** `now`: milliseconds since 1970. */
export function answerTo(refusal: Refusal, now: number): Answer {
  const { status, code, reason } = refusal;
  const wait = code === null ? undefined : WAITS[code];
  if (wait !== undefined) return { outcome: 'later', reason: `${wait.reason} (ntfy error ${code})`, afterMs: wait.afterMs(now) };
  const later = (text: string): Answer => ({ outcome: 'later', reason: text, afterMs: null });
  if (status === 401) return later(`${reason}: it does not take the token, or wants one`);
  if (status === 403) return later(`${reason}: the token may not write to the topic`);
  if (status !== null && status >= 300 && status < 400)
    return later(`${reason}, a redirect, which is not followed: the new address belongs into the exhibit file`);
  // Only ntfy itself knows that it will never take a message: a proxy's 400 or 404 is a mistake that somebody may put right.
  if (code !== null && status !== null && (status === 400 || status === 413)) return { outcome: 'refused', reason };
  return later(reason);
}

/** Whether the same message may be taken without its picture: the refusal is not about us. */
export function mayBeThePicture({ status, code }: Refusal): boolean {
  return status !== 401 && status !== 403 && (code === null || WAITS[code] === undefined);
}
