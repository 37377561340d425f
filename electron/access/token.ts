/** What a program signs in with. The file holds it as it is: who may read the file is the kiosk user already. */
import { createHash, randomBytes } from 'node:crypto';

/** By this people, and programs that look for secrets where none should be, see what it is. */
const PREFIX = 'invigil_';
const BYTES = 32;

/** One of somebody's own is taken too, when it is as long as one that nobody guesses. */
const TOKEN = /^[A-Za-z0-9._~+/=-]{32,200}$/;

export const TOKEN_WANTED = 'one line of 32 to 200 letters, digits and . _ ~ + / = -';

/** A new one, of 256 random bits. */
export function makeToken(): string {
  return PREFIX + randomBytes(BYTES).toString('base64url');
}

/** The token in a text that was read, without the line break at its end; null: none that is taken. */
export function parseToken(text: string): string | null {
  const token = text.trim();
  return TOKEN.test(token) ? token : null;
}

/** By which tokens are compared: as long for each, and it tells nothing of the token. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
