import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program made from `test/fixtures/NAME.c`, compiled with the machine's `cc` once for each version of its text and `flags`. */
export function compiled(name: string, flags: readonly string[] = []): string {
  const source = fileURLToPath(new URL(`../fixtures/${name}.c`, import.meta.url));
  const version = createHash('sha256').update(readFileSync(source)).update(flags.join()).digest('hex').slice(0, 16);
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'invigil', 'fixtures');
  const program = join(folder, `${name}-${version}`);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  // Tests side by side may both compile it: each puts a whole one there.
  const own = `${program}.${process.pid}`;
  execFileSync('cc', ['-O1', '-Wall', '-Wextra', '-Wno-unused-result', ...flags, '-o', own, source], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  renameSync(own, program);
  return program;
}
