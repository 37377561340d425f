/**
 * Who asks. The unix socket is the kiosk user's own: who may open it is that user or root, and is trusted as admin by the
 * file's mode (contract 7). The name that a client gives is therefore for the audit, not for deciding anything.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { userInfo } from 'node:os';
import type { Caller } from '../command/entry.ts';

export const ACTOR_HEADER = 'x-invigil-actor';
export const CONFIRMATION_HEADER = 'x-invigil-confirmation';

const LONGEST_NAME = 64;

/** Null: the name cannot be one. */
export function callerOnSocket(headers: IncomingHttpHeaders): Caller | null {
  const given = headers[ACTOR_HEADER];
  if (given === undefined) return { actor: `${ownName()} (socket)`, role: 'admin' };
  const actor = decoded(String(given));
  return actor === '' || actor.length > LONGEST_NAME || /\p{Cc}/u.test(actor) ? null : { actor, role: 'admin' };
}

/** Names are percent-encoded UTF-8, because headers carry ASCII safely and nothing else. */
function decoded(header: string): string {
  try {
    return decodeURIComponent(header).trim();
  } catch {
    // A percent sign that encodes nothing: no name.
    return '';
  }
}

/** The name of the account; its number where it has none. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    // No entry in the account database, as in some containers.
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
