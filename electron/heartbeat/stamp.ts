/**
 * The stamp in a file that a service writes: a field of its JSON object, or else the file's own time.
 *
 * Whether it is fresh is seen by its being another one than before, never by reading a clock. So every spelling of a time is as
 * good as any other, and only two things are asked of it: that it holds a time of day (a date alone stands still until midnight)
 * or is a number, and that it is one value, not an object or a list.
 */

export type Stamp =
  /** The object's field: whether it has moved is seen by its value. */
  | { readonly kind: 'field'; readonly value: string | number }
  /** Not a JSON object, or one without the field: the file's time counts. */
  | { readonly kind: 'time' }
  /** Looks like a JSON object and is none: it is just being written. */
  | { readonly kind: 'half' }
  | { readonly kind: 'bad'; readonly found: string };

/** Longer than any spelling of a time. */
const LONGEST = 128;
/** `15:04`, wherever it stands. */
const TIME_OF_DAY = /(?<!\d)\d{1,2}:\d\d(?!\d)/;
/** ISO 8601 without separators: `20261121T150405Z`. */
const BASIC_ISO = /^\d{8}[T ]\d{4}/i;
/** Seconds, or any finer count, since 1970 or since anything else. */
const COUNT = /^\d+([.,]\d+)?$/;
/** Longest part of a refused value that is told. */
const QUOTED_CHARACTERS = 60;

/** Reads the stamp. An empty file is half-written where the file is known to hold JSON. */
export function readStamp(content: string, field: string, wasJson: boolean): Stamp {
  const text = content.trim();
  if (text === '') return wasJson ? { kind: 'half' } : { kind: 'time' };
  if (!text.startsWith('{')) return { kind: 'time' };
  const object = parseObject(text);
  return object === null ? { kind: 'half' } : stampIn(object, field);
}

/** `field` names a key, or, with dots, a key within objects: `status.time`. */
export function stampIn(object: Readonly<Record<string, unknown>>, field: string): Stamp {
  const value = valueAt(object, field);
  if (value === undefined || value === null) return { kind: 'time' };
  if (typeof value === 'number' || (typeof value === 'string' && isTime(value.trim()))) return { kind: 'field', value };
  return { kind: 'bad', found: typeof value === 'object' ? 'an object or a list' : JSON.stringify(value).slice(0, QUOTED_CHARACTERS) };
}

/** Null: not a JSON object (any more, or not yet). */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isTime(text: string): boolean {
  return text.length <= LONGEST && (TIME_OF_DAY.test(text) || BASIC_ISO.test(text) || COUNT.test(text));
}

function valueAt(object: Readonly<Record<string, unknown>>, field: string): unknown {
  if (Object.hasOwn(object, field)) return object[field];
  let value: unknown = object;
  for (const key of field.split('.')) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
