/** Incidents for programs: the record as it is kept, its number with it, keys as everywhere in the API. Pure. */
import type { Told } from '../../supervisor/story/story.ts';

export function incidentJson({ number, incident, hasPicture }: Told): unknown {
  return snakeCase({ number, hasPicture, ...incident });
}

/** `detectedAt` becomes `detected_at`. Times stay milliseconds since 1970. */
function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    snakeCase(inner),
  ]);
  return Object.fromEntries(entries);
}
