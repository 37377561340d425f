/**
 * Bundles the dashboard: `dist/dashboard/index.html`, and beside it script, style and typeface under names that change with what is in
 * them, so that a browser may keep them for ever. Nothing stands within the page, so that its policy allows nothing but its own files.
 * Each is there compressed as well (`.gz`, `.br`): the machine in the exhibit never has to do it.
 */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { lean } from './lean.ts';

const SOURCES = join(import.meta.dirname, '..', 'renderer', 'dashboard');
const ICON = join(import.meta.dirname, '..', 'resources', 'icons', 'invigil.svg');
/** What is compressed already. */
const COMPRESSED = /\.woff2$/;

export async function bundleDashboard(outdir: string): Promise<void> {
  const { outputFiles } = await build({
    // Written when it is whole: a broken source leaves the last bundle as it is.
    write: false,
    entryPoints: { dashboard: join(SOURCES, 'main.tsx'), style: join(SOURCES, 'dashboard.css') },
    outdir,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    // What draws graphs is loaded with the first one.
    splitting: true,
    chunkNames: '[name]-[hash]',
    minify: true,
    format: 'esm',
    // Browsers of the last three years; those of phones are not older.
    target: ['chrome111', 'firefox114', 'safari16.4'],
    jsx: 'automatic',
    loader: { '.woff2': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [lean],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  files.set('icon.svg', readFileSync(ICON));
  files.set('index.html', Buffer.from(page([...files.keys()])));
  await mkdir(outdir, { recursive: true });
  const written = await Promise.all([...files].map(([name, contents]) => writeWithCopies(outdir, name, contents)));
  for (const name of await readdir(outdir)) if (!written.flat().includes(name)) await rm(join(outdir, name), { recursive: true });
}

/** What style and script will ask for is named in the page, so that it comes with them and not after them. */
function page(names: readonly string[]): string {
  const linked = (pattern: RegExp, link: (address: string) => string) =>
    names
      .filter((name) => pattern.test(name))
      .map((name) => link(`/${name}`))
      .join('');
  return readFileSync(join(SOURCES, 'index.html'), 'utf8')
    .replace(
      '<!-- style -->',
      linked(/\.woff2$/, (address) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${address}">`) +
        linked(/^style-.*\.css$/, (address) => `<link rel="stylesheet" href="${address}">`),
    )
    .replace(
      '<!-- script -->',
      linked(/^chunk-.*\.js$/, (address) => `<link rel="modulepreload" href="${address}">`) +
        linked(/^dashboard-.*\.js$/, (address) => `<script type="module" src="${address}"></script>`),
    );
}

async function writeWithCopies(folder: string, name: string, contents: Uint8Array): Promise<readonly string[]> {
  await writeFile(join(folder, name), contents);
  if (COMPRESSED.test(name)) return [name];
  await writeFile(join(folder, `${name}.gz`), await promisify(gzip)(contents, { level: 9 }));
  await writeFile(join(folder, `${name}.br`), await promisify(brotliCompress)(contents));
  return [name, `${name}.gz`, `${name}.br`];
}
