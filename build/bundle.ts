/**
 * Bundles what runs: `dist/cli.js` (every command, each loaded when it is asked for), `dist/asking.js` (those that ask), `dist/supervisor.js`, the threads (`dist/NAME-worker.js`),
 * `dist/shell` (see bundle-shell.ts) and `dist/dashboard` (see bundle-dashboard.ts). A native addon stays outside and is found in node_modules
 * (see bundle-addons.ts).
 *
 *   node build/bundle.ts [--if-stale]
 *
 * `dist/build.json` carries the digest of the sources, so that a bundle which fits is recognised in milliseconds.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { COMMANDS } from '../electron/cli/commands.ts';
import { addons } from './bundle-addons.ts';
import { digestSources } from './digest.ts';
import { lean, unfilled } from './lean.ts';

const project = join(import.meta.dirname, '..');
const dist = join(project, 'dist');
const record = join(dist, 'build.json');

/**
 * The supervisor is a bundle of its own. Shared with all commands its code would lie in forty files, for each of which Node takes a
 * millisecond and more: 50 ms of every start of an exhibit.
 */
const apart: Plugin = {
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: /[/]supervisor[/]main[.]ts$/, namespace: 'file' }, ({ kind }) =>
      kind === 'entry-point' ? null : { path: './supervisor.js', external: true },
    );
  },
};

/** Commands that only ask lie together in one file, with all they need: read and linked in half of the time of twenty shared ones. */
const asking: Plugin = {
  name: 'asking',
  setup(build) {
    build.onResolve({ filter: /^[.][/]asking[.]ts$/ }, () => ({ path: './asking.js', external: true }));
  },
};

/** The others are left out of it: `main.ts` sends whoever names one of them to the whole program. */
const onlyAsking: Plugin = {
  name: 'only-asking',
  setup(build) {
    build.onResolve({ filter: /^[.][/].*[.]ts$/ }, ({ path, kind }) => {
      const asks = COMMANDS[basename(path, '.ts')]?.asks === true;
      return kind === 'dynamic-import' && !asks ? { path, external: true } : null;
    });
  },
};

const shared = {
  // Written by ourselves, when it is whole: a broken source leaves the last bundle as it is.
  write: false,
  outdir: dist,
  bundle: true,
  splitting: true,
  // Flat: what code finds beside itself (worker, shell) is then found from every chunk.
  chunkNames: '[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  sourcemap: true,
  plugins: [lean, unfilled, addons, apart],
  legalComments: 'none',
  // x11: dbus-next asks for it where there is only an X server to find the bus by; the system's bus is found by its socket.
  external: ['electron', 'x11'],
  // Libraries in CommonJS ask for `require`, which ES modules do not have.
  banner: { js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
  logLevel: 'warning',
} as const satisfies BuildOptions;

function isFresh(digest: string): boolean {
  try {
    return JSON.parse(readFileSync(record, 'utf8')).digest === digest;
  } catch {
    return false; // Never bundled, or cut off while bundling.
  }
}

async function bundle(digest: string): Promise<void> {
  // Loaded here: a fresh bundle is recognised without esbuild.
  const [{ build }, { bundleShell }, { bundleDashboard }] = await Promise.all([
    import('esbuild'),
    import('./bundle-shell.ts'),
    import('./bundle-dashboard.ts'),
  ]);
  const begun = performance.now();
  rmSync(record, { force: true });
  mkdirSync(dist, { recursive: true });
  const [commands, askingOnly, supervisor] = await Promise.all([
    build({
      ...shared,
      plugins: [...shared.plugins, asking],
      entryPoints: {
        cli: join(project, 'electron/cli/main.ts'),
        'log-worker': join(project, 'electron/log/worker.ts'),
        'log-search-worker': join(project, 'electron/log/search/worker.ts'),
        'history-worker': join(project, 'electron/history/worker.ts'),
        'outbox-worker': join(project, 'electron/alert/outbox/worker.ts'),
        'usage-worker': join(project, 'electron/process/usage/worker.ts'),
      },
    }),
    build({
      ...shared,
      plugins: [...shared.plugins, onlyAsking],
      splitting: false,
      entryPoints: { asking: join(project, 'electron/cli/asking.ts') },
    }),
    build({ ...shared, entryPoints: { supervisor: join(project, 'electron/supervisor/main.ts') } }),
    bundleShell(join(dist, 'shell')),
    bundleDashboard(join(dist, 'dashboard')),
  ]);
  const outputFiles = [...commands.outputFiles, ...askingOnly.outputFiles, ...supervisor.outputFiles];
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  const written = new Set(outputFiles.map((file) => basename(file.path)));
  for (const name of readdirSync(dist)) if (/\.js(\.map)?$/.test(name) && !written.has(name)) rmSync(join(dist, name));
  writeFileSync(record, `${JSON.stringify({ digest })}\n`);
  console.log(`Bundled into dist/ in ${Math.round(performance.now() - begun)} ms`);
}

const digest = digestSources(project);
if (!(process.argv.includes('--if-stale') && isFresh(digest))) await bundle(digest);
