import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const COMPILED = join(import.meta.dirname, '../../electron/platform/compiled.ts');
const DAY_MS = 86_400_000;

describe('compiled programs', () => {
  let folder: string;
  let cache: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'inv-'));
    cache = join(folder, 'cache/invigil/compiled');
    writeFileSync(join(folder, 'program.mjs'), 'export const answer = () => 42;');
    writeFileSync(
      join(folder, 'start.mjs'),
      `import { keepCompiled, useCompiled } from ${JSON.stringify(COMPILED)};
      if (process.argv[2] !== 'alone') useCompiled();
      const { answer } = await import('./program.mjs');
      keepCompiled();
      console.log(answer());
      // Not at the end of the process: a supervisor has none.
      process.kill(process.pid, 'SIGKILL');`,
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the program, with the cache in the test's own folder; what it said. */
  function start(more: Readonly<Record<string, string>> = {}, ...args: readonly string[]): string {
    const { NODE_COMPILE_CACHE: _, ...inherited } = process.env;
    const env = { ...inherited, XDG_CACHE_HOME: join(folder, 'cache'), ...more };
    const script = '"$@"; [ $? -eq 137 ]';
    return execFileSync('sh', ['-c', script, 'sh', process.execPath, join(folder, 'start.mjs'), ...args], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  }

  const kept = (place = cache) => readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  test('are there for the next start, though the process is killed, and old ones are removed', () => {
    expect(start()).toBe('42');
    const [first] = kept();
    expect(first).toBeDefined();
    const old = join(first?.parentPath ?? '', 'of-another-version');
    writeFileSync(old, 'old');
    const then = new Date(Date.now() - 31 * DAY_MS);
    utimesSync(old, then, then);
    expect(start()).toBe('42');
    expect(kept().map(({ name }) => name)).not.toContain('of-another-version');
    expect(kept().length).toBeGreaterThan(0);
  });

  test('are not needed: without a folder for them the program runs all the same', () => {
    writeFileSync(join(folder, 'cache'), 'a file, where a folder should be');
    expect(start()).toBe('42');
  });

  test('of somebody else are left alone', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    expect(start({ NODE_COMPILE_CACHE: own }, 'alone')).toBe('42');
    const [place = 'none'] = readdirSync(own);
    const old = join(own, place, 'old');
    writeFileSync(old, 'old');
    utimesSync(old, 0, 0);
    expect(start({ NODE_COMPILE_CACHE: own }, 'alone')).toBe('42');
    expect(kept(own).map(({ name }) => name)).toContain('old');
  });
});
