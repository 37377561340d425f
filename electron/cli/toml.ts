/** Text as it stands in a TOML file. */

/** A basic string: JSON writes the same escapes, but leaves DEL as it is. */
export function tomlString(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

export function tomlStrings(texts: readonly string[]): string {
  return `[${texts.map(tomlString).join(', ')}]`;
}
