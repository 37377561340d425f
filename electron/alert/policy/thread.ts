/**
 * The id that all messages of one trouble share: exhibit and service for people who look at it, beginning and a hash for what tells it from
 * every other. At most 60 of [A-Za-z0-9_-].
 */

const MOST_NAME = 20;

/** `wall`: its beginning, milliseconds since 1970. */
export function threadId(exhibit: string, key: string, service: string | null, wall: number): string {
  const named = [exhibit, service ?? key.replaceAll(/[^A-Za-z0-9_-]+/g, '-')].map((name) => name.slice(0, MOST_NAME));
  return [...named, Math.max(0, wall).toString(36), hash(`${exhibit} ${key} ${wall}`)].join('-');
}

/** FNV-1a, 32 bits, in at most 7 characters. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (value >>> 0).toString(36);
}
