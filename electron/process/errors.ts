/** What is looked at in /proc and in cgroups ends while it is looked at. */
import { codeOf } from '../platform/errors.ts';

/** A process or a cgroup ended while it was looked at, a path leads nowhere, or it is another user's. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ESRCH', 'ENODEV', 'EACCES', 'EPERM']);

/** What `look` answers; null when what it looks at is gone or not ours to see. */
export function unlessGone<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (GONE.has(codeOf(error) ?? '')) return null;
    throw error;
  }
}
