/**
 * The compiled form of a large program, kept on disk so that the next start need not compile it again: a fifth of what the start of a
 * supervisor takes. Node checks itself that what it finds is of this very program, this Node and this user; without the folder, or with
 * a damaged one, it compiles as ever, and says nothing.
 *
 * Numbers: under 3 MB for one version of the program; what is older than 30 days is removed, and made anew if it is still wanted.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { enableCompileCache, flushCompileCache, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { attempt } from './attempt.ts';
import { compiledFolder } from './paths.ts';

const OLDEST_MS = 30 * 86_400_000;

/** What is loaded from now on is looked for there. */
export function useCompiled(): void {
  enableCompileCache(compiledFolder());
}

/** Writes down what was not there yet: once for each version of the program, and nothing after that. Only after `useCompiled`. */
export function keepCompiled(now = Date.now()): void {
  const folder = getCompileCacheDir();
  // Somebody who works on a program may have named another folder (NODE_COMPILE_CACHE).
  if (folder === undefined || !folder.startsWith(compiledFolder())) return;
  flushCompileCache();
  for (const name of attempt(() => readdirSync(folder)) ?? []) {
    const file = join(folder, name);
    const writtenAt = attempt(() => statSync(file).mtimeMs);
    if (writtenAt !== null && now - writtenAt > OLDEST_MS) attempt(() => rmSync(file, { force: true }));
  }
}
