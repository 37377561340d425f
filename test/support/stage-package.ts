/** Packages of this project where another user may read them: the checkout may be closed to others. */
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';

/** A package of this project, without the addons of other systems. */
export function stagePackage(name: string, target: string): void {
  const source = join(import.meta.dirname, '..', '..', 'node_modules', name);
  cpSync(source, target, {
    recursive: true,
    filter: (path) => !/\/build\/(darwin|win32)(\/|$)|\/src(\/|$)|\/node_modules\/[^/]+\/node_modules/.test(path),
  });
  execFileSync('chmod', ['-R', 'go+rX', target]);
}
