/** The bundle in `dist/`, from which people's commands start. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The checkout. */
export const PROJECT = join(import.meta.dirname, '../..');

/** Makes the bundle where it is not that of these sources. */
export function bundle(): void {
  execFileSync(process.execPath, [join(PROJECT, 'build/bundle.ts'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
