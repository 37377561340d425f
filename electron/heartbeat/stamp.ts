/** The stamp in a heartbeat file: a field of its JSON object, or else the file's own time. */

export type Stamp =
  /** The object's field: whether it has moved is seen by its value. */
  | { readonly kind: 'field'; readonly value: string | number }
  /** Not a JSON object, or one without the field: the file's time counts. */
  | { readonly kind: 'time' }
  /** Looks like a JSON object and is none: it is just being written. */
  | { readonly kind: 'half' }
  | { readonly kind: 'bad'; readonly found: string };

/** ISO 8601 date and time, with a `T` or, as many languages print it, a space; with or without a zone. */
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/i;
/** Seconds or milliseconds since 1970. */
const EPOCH = /^\d+(\.\d+)?$/;

/** Reads the stamp. An empty file is half-written where the file is known to hold JSON. */
export function readStamp(content: string, field: string, wasJson: boolean): Stamp {
  const text = content.trim();
  if (text === '') return wasJson ? { kind: 'half' } : { kind: 'time' };
  if (!text.startsWith('{')) return { kind: 'time' };
  const object = parseObject(text);
  if (object === null) return { kind: 'half' };
  const value = object[field];
  if (value === undefined || value === null) return { kind: 'time' };
  if (typeof value === 'number' || (typeof value === 'string' && (ISO.test(value) || EPOCH.test(value)))) return { kind: 'field', value };
  return { kind: 'bad', found: JSON.stringify(value) };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: Record<string, unknown> = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
