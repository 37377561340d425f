import { accessSync, constants } from 'node:fs';

/** Whether this user may execute what lies at the path; a linker makes its file so last. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
