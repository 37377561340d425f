/**
 * Whether a server knows sequence ids (2.16 and later): it does not say its version, so it is tried, with what no phone shows.
 *
 * First it is told to delete a sequence that nobody has: an older server answers 404. That is proof enough for what is shown on phones.
 * Whether it really moves a delayed message, on which the dead man's switch stands, is tried with two of them that are due an hour
 * later and are deleted at once. Were we killed in between, one message of the lowest priority would say so an hour later.
 */
import { randomUUID } from 'node:crypto';
import type { Publication } from './publication.ts';
import type { NtfyServer, Said } from './server.ts';

const TAKE_BACK_MS = 5_000;

const TRIAL: Omit<Publication, 'sequence'> = {
  title: 'Invigil',
  message: 'A trial, which was not taken back. Nothing is wrong.',
  priority: 1,
  tags: [],
  delay: '1h',
};

/** Refused: it cannot be found out now. Never rejects. */
export async function knowsSequences(server: NtfyServer, signal: AbortSignal): Promise<Said<boolean>> {
  const said = await server.remove(`trial-${randomUUID()}`, signal);
  if (said.ok) return YES;
  return said.status === 404 || said.status === 405 ? NO : said;
}

/** Refused: it cannot be found out now. Never rejects. */
export async function movesDelayed(server: NtfyServer, signal: AbortSignal): Promise<Said<boolean>> {
  const knows = await knowsSequences(server, signal);
  if (!knows.ok || !knows.value) return knows;
  const sequence = `trial-${randomUUID()}`;
  try {
    const first = await server.publish({ ...TRIAL, sequence }, signal);
    if (!first.ok) return first;
    const second = await server.publish({ ...TRIAL, sequence }, signal);
    if (!second.ok) return second;
    const waiting = await server.messages(first.value.time, signal);
    if (waiting.ok) return waiting.value.filter((one) => one.event === 'message' && one.sequence_id === sequence).length === 1 ? YES : NO;
    // A token that may only write: that the server repeats the id has to do.
    const mayNotRead = waiting.status === 401 || waiting.status === 403;
    return mayNotRead ? { ok: true, value: second.value.sequence_id === sequence } : waiting;
  } finally {
    // Also when the trial itself was broken off.
    await server.remove(sequence, AbortSignal.timeout(TAKE_BACK_MS));
  }
}

const YES = { ok: true, value: true } as const;
const NO = { ok: true, value: false } as const;
