import { codeOf } from '../platform/errors.ts';

/** What an operation brings; null: the file or folder that it was for has gone, as a rotation takes it away at any time. */
export async function unlessMissing<T>(operation: Promise<T>): Promise<T | null> {
  try {
    return await operation;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}
