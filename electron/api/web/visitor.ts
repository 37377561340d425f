/** Who asks over the network: the person of a token, the person of a session, or nobody. */
import type { Caller } from '../../command/entry.ts';
import type { Network } from '../door.ts';

export interface Visitor {
  /** As the exhibit file has it; the caller's name says the door too. */
  readonly name: string;
  readonly caller: Caller;
  /** Null: it is a token that let them in. */
  readonly session: string | null;
  readonly mayStay: () => Promise<boolean>;
}

const BEARER = /^bearer +([\x21-\x7e]+)$/i;

/** Whoever the token of `Authorization` belongs to. Null: nobody, or this is no token. */
export async function byAuthorization(authorization: string, network: Network): Promise<Visitor | null> {
  const token = BEARER.exec(authorization)?.[1];
  const person = token === undefined ? null : await network.byToken(token);
  if (token === undefined || person === null) return null;
  return {
    name: person.name,
    caller: { actor: `${person.name} (token)`, role: person.role },
    session: null,
    // Who cannot be asked any more may not stay.
    mayStay: () =>
      network.byToken(token).then(
        (now) => now !== null,
        () => false,
      ),
  };
}

export function bySession(session: string, network: Network): Visitor | null {
  const person = network.who(session);
  if (person === null) return null;
  return {
    name: person.name,
    caller: { actor: `${person.name} (dashboard)`, role: person.role },
    session,
    mayStay: async () => network.who(session) !== null,
  };
}

/** Both names of the cookie. That with the prefix is taken by browsers over TLS only, from this very host. */
export function cookieName(isSecure: boolean): '__Host-invigil' | 'invigil' {
  return isSecure ? '__Host-invigil' : 'invigil';
}
