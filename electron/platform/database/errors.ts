/** SQLite's errors, told apart by what can be done about them. */

const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** The primary result code of an error of SQLite; null: another kind of error. */
function codeOf(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

/** What is in the file is not what SQLite wrote. */
export function isDamage(error: unknown): boolean {
  const code = codeOf(error);
  return error instanceof DamageError || code === CORRUPT || code === NOT_A_DATABASE;
}

/** The disk, the permissions or another reader: the same may go well later. */
export function isTrouble(error: unknown): boolean {
  return codeOf(error) !== null || (error instanceof Error && 'code' in error);
}

/** The check of the whole file found something. */
export class DamageError extends Error {
  override readonly name = 'DamageError';
}

/** The database was written by a newer version of Invigil. */
export class NewerFormatError extends Error {
  override readonly name = 'NewerFormatError';

  constructor(file: string, found: number, known: number) {
    super(`${file} has format ${found}, and this version of Invigil knows up to ${known}: it was written by a newer one`);
  }
}
