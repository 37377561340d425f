import { inQuotes } from '../config/index.ts';

/** A list of texts as it stands in a TOML file. */
export function tomlStrings(texts: readonly string[]): string {
  return `[${texts.map(inQuotes).join(', ')}]`;
}
