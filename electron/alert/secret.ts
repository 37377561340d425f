/** Reads secrets where they stand: at each use, because a file may change while the exhibit runs. */
import { readFile } from 'node:fs/promises';
import type { Secret } from '../config/exhibit.ts';

/** Rejects with a `SecretError`. */
export type ReadSecret = (secret: Secret) => Promise<string>;

/** The secret is not where the exhibit file says. Holds nothing of it. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}

export function secretReader(environment: Readonly<Record<string, string | undefined>>): ReadSecret {
  return async (secret) => {
    if ('env' in secret) return whole(environment[secret.env] ?? '', `the variable ${secret.env} of the supervisor's environment`);
    try {
      return whole(await readFile(secret.file, 'utf8'), secret.file);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw new SecretError(`${secret.file} cannot be read (${String(error.code)}): it has to hold the secret`);
    }
  };
}

function whole(text: string, where: string): string {
  const value = text.trim();
  if (value === '') throw new SecretError(`${where} is empty: it has to hold the secret`);
  if (/\p{Cc}/u.test(value)) throw new SecretError(`${where} holds more than one line: it has to hold the secret alone`);
  return value;
}
