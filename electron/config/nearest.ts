import { closest, distance } from 'fastest-levenshtein';

/** The known name that is most like `name`; undefined when none is known. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  return known.length === 0 ? undefined : closest(name, [...known]);
}

/** The same, only when it is so near that it was probably meant. */
export function probablyMeant(name: string, known: readonly string[]): string | undefined {
  const best = nearest(name, known);
  return best !== undefined && distance(name, best) <= Math.max(1, Math.floor(best.length / 3)) ? best : undefined;
}
