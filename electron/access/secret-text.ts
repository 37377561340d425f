/** What stands in the place of a secret. Never waits for a writer, as of a FIFO, and reads no more than a secret can have. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Environment, Place } from './people.ts';

/** A line has 90 characters, a token at most 200. */
const MOST_BYTES = 1024;

/** Null: there is nothing. An error: it cannot be read. */
export async function secretText(place: Place, environment: Environment): Promise<string | null | Error> {
  return 'file' in place ? readFile(place.file) : (environment[place.env] ?? null);
}

async function readFile(path: string): Promise<string | null | Error> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile()) return new Error('it is no file');
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error && error.code === 'ENOENT' ? null : error;
  }
}

/** What is wrong with it, to stand behind its place. `holds`: what it holds instead, `no token`. */
export function whatIsWrong(found: string | null | Error, holds: string): string {
  if (found instanceof Error) return `cannot be read: ${found.message}`;
  return found === null ? 'is not there' : `holds ${holds}`;
}
