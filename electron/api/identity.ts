/**
 * Who asks. There are two doors in the one socket (docs/security.md).
 *
 * The socket itself is the kiosk user's own: who may open it is that user or root, and is trusted as admin by the file's mode
 * (contract 7). The name that such a client gives is therefore for the audit, not for deciding anything.
 *
 * `X-Invigil-Door: screen` says that the shell asks, for whoever stands before the screen: the person of `X-Invigil-Session`, or
 * nobody. A request that is not clearly one or the other is refused, so that no slip of a client makes an admin of a visitor.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { userInfo } from 'node:os';
import type { Caller } from '../command/entry.ts';
import type { Screen } from './door.ts';

const ACTOR_HEADER = 'x-invigil-actor';
export const CONFIRMATION_HEADER = 'x-invigil-confirmation';
const DOOR_HEADER = 'x-invigil-door';
export const SESSION_HEADER = 'x-invigil-session';

const LONGEST_NAME = 64;

/** `nobody`: somebody at the screen who has not signed in; `unclear`: refused, `detail` says why. */
export type Visitor =
  | { readonly kind: 'known' | 'nobody'; readonly caller: Caller }
  | { readonly kind: 'unclear'; readonly detail: string };

export function identify(headers: IncomingHttpHeaders, screen: Screen): Visitor {
  const door = headers[DOOR_HEADER];
  const session = headers[SESSION_HEADER];
  if (door === 'screen') return atScreen(typeof session === 'string' ? screen.who(session) : null, screen);
  if (door !== undefined) return { kind: 'unclear', detail: 'X-Invigil-Door must be "screen", or left out.' };
  if (session !== undefined) return { kind: 'unclear', detail: 'X-Invigil-Session belongs to X-Invigil-Door: screen.' };
  const caller = callerOnSocket(headers);
  return caller === null
    ? { kind: 'unclear', detail: `X-Invigil-Actor must be a name of 1 to ${LONGEST_NAME} characters.` }
    : { kind: 'known', caller };
}

function atScreen(person: ReturnType<Screen['who']>, screen: Screen): Visitor {
  const alsoMay = new Set(screen.withoutPin());
  if (person === null) return { kind: 'nobody', caller: { actor: 'somebody at the screen', role: 'view', alsoMay } };
  return { kind: 'known', caller: { actor: `${person.name} (screen)`, role: person.role, alsoMay } };
}

/** Null: the name cannot be one. */
function callerOnSocket(headers: IncomingHttpHeaders): Caller | null {
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
