/**
 * Bundles what runs: `dist/cli.js` (every command, and the supervisor, each loaded when it is asked for), `dist/log-worker.js`,
 * and `dist/shell` (see bundle-shell.ts). Native addons stay outside and are found in node_modules.
 *
 *   node build/bundle.ts [--if-stale]
 *
 * `dist/build.json` carries the digest of the sources, so that a bundle which fits is recognised in milliseconds.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestSources } from './digest.ts';

const project = join(import.meta.dirname, '..');
const dist = join(project, 'dist');
const record = join(dist, 'build.json');

function isFresh(digest: string): boolean {
  try {
    return JSON.parse(readFileSync(record, 'utf8')).digest === digest;
  } catch {
    return false; // Never bundled, or cut off while bundling.
  }
}

async function bundle(digest: string): Promise<void> {
  // Loaded here: a fresh bundle is recognised without esbuild.
  const [{ build }, { bundleShell }] = await Promise.all([import('esbuild'), import('./bundle-shell.ts')]);
  const begun = performance.now();
  rmSync(record, { force: true });
  rmSync(join(dist, 'chunks'), { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await Promise.all([
    build({
      entryPoints: { cli: join(project, 'electron/cli/main.ts'), 'log-worker': join(project, 'electron/log/worker.ts') },
      outdir: dist,
      bundle: true,
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      format: 'esm',
      platform: 'node',
      target: 'node24',
      sourcemap: true,
      legalComments: 'none',
      external: ['electron', 'zeromq', 'node-unix-socket'],
      // Libraries in CommonJS ask for `require`, which ES modules do not have.
      banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
      logLevel: 'warning',
    }),
    bundleShell(join(dist, 'shell')),
  ]);
  writeFileSync(record, `${JSON.stringify({ digest })}\n`);
  console.log(`Bundled into dist/ in ${Math.round(performance.now() - begun)} ms`);
}

const digest = digestSources(project);
if (!(process.argv.includes('--if-stale') && isFresh(digest))) await bundle(digest);
