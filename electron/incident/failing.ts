/** How failures come into the book: each one once, whichever way it is heard of first. */
import type { RestartCause } from '../supervisor/policy/effect.ts';
import type { Event } from '../supervisor/policy/event.ts';
import type { Service } from '../supervisor/policy/state.ts';
import type { Entries, Entry } from './entries.ts';
import type { Cause } from './record.ts';

/** A condition that goes so soon after an exit is its cause (contract 2), in milliseconds; with some time for the loop. */
const DOUBT_MS = 1_100;

/** A failure of a service: of a new incident, or a further one of the open one. One that is told already is not told again. */
export function fail(entries: Entries, service: string, cause: Cause | RestartCause, pid: number | null, at: number): Entry {
  const open = entries.of(service);
  if (open?.failing) return open;
  const entry = open ?? entries.begin(service, cause, at);
  entry.failing = true;
  entry.reloading = false;
  entry.pid = pid;
  entry.spawnedAt = null;
  entries.tell(entry, { what: 'failed', cause }, at);
  return entry;
}

/** It ended because something is gone that it waits for; the exit just before was no failure of its own then. */
export function loseCondition(entries: Entries, service: string, condition: string, detail: string, at: number): void {
  const cause: Cause = { kind: 'condition', condition, detail };
  const open = entries.of(service);
  const entry = open ?? entries.begin(service, cause, at);
  const { failures, detectedAt } = entry.incident;
  if (open !== undefined && failures <= 1 && at + entry.offset - detectedAt <= DOUBT_MS) {
    entries.amend(entry, (incident) => ({ ...incident, cause, failures: 0 }));
  }
  entry.failing = false;
  entries.tell(entry, { what: 'condition', condition, detail }, at);
  entries.failureOver(entry);
}

/** Why a service that has just become `failed` did. */
export function causeOf(event: Event, { life }: Service, reason: string): Cause | RestartCause {
  if (event.type === 'start-failed') return { kind: 'start-failure', reason };
  if (life.state === 'stopping' && life.next.move === 'restart') return life.next.cause;
  if (life.state === 'stopping' && life.next.move === 'fail') return { kind: 'incompatible', reason };
  if (event.type === 'exited') return { kind: 'exit', code: event.code, signal: event.signal };
  return { kind: 'exit', code: null, signal: null };
}
