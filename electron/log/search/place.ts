/**
 * Where a line stands among those of all services: by time, then by service, then by its place in the file. So every line has one
 * place, pages have exact ends, and a link to a line leads to it for as long as it is kept, also when its file is rotated. Pure.
 *
 * As a text, for links: `TIME.INODE.OFFSET.SERVICE`, numbers in base 36.
 */

export interface Place {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly service: string;
  /** Of the file, which keeps it when it is rotated. */
  readonly inode: number;
  /** Where the line begins in the file. */
  readonly offset: number;
}

const CURSOR = /^([0-9a-z]{1,11})\.([0-9a-z]{1,13})\.([0-9a-z]{1,11})\.([a-z0-9-]{1,64})$/;

/** What a cursor looks like, for those who check what they are asked. */
export const CURSOR_PATTERN = CURSOR;

export function toCursor({ at, service, inode, offset }: Place): string {
  return [...[at, inode, offset].map((number) => Math.max(0, Math.round(number)).toString(36)), service].join('.');
}

/** Null: it is none. */
export function fromCursor(text: string): Place | null {
  const [, at, inode, offset, service] = CURSOR.exec(text) ?? [];
  if (at === undefined || inode === undefined || offset === undefined || service === undefined) return null;
  return { at: Number.parseInt(at, 36), inode: Number.parseInt(inode, 36), offset: Number.parseInt(offset, 36), service };
}

/** Negative: `a` comes first. Offsets only tell within one file; of two files the times tell. */
export function compare(a: Place, b: Place): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.service !== b.service) return a.service < b.service ? -1 : 1;
  return a.inode === b.inode ? a.offset - b.offset : 0;
}
