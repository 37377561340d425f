import { accessSync, constants } from 'node:fs';
import { attempt } from './attempt.ts';

/** Whether this user may execute what lies at the path; a linker makes its file so last. */
export function isExecutable(path: string): boolean {
  return attempt(() => accessSync(path, constants.X_OK)) !== null;
}
