/**
 * Bundles the shell: `main.cjs`, a preload for each kind of page, `holding.html`, `overlay.html`, `package.json`. For Electron 22 and
 * later, whose Node is 16 and whose Chromium is 108.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { APP_ID } from '../electron/platform/app-id.ts';
import { lean } from './lean.ts';

const root = join(import.meta.dirname, '..');
const shared = { bundle: true, plugins: [lean], legalComments: 'none', logLevel: 'warning' } as const satisfies BuildOptions;

/** `overlay`: the folder of the overlay's page; tests of the shell have a small one of their own. */
export async function bundleShell(outdir: string, { overlay = join(root, 'renderer', 'overlay') } = {}): Promise<void> {
  await mkdir(outdir, { recursive: true });
  const shell = join(root, 'electron', 'shell');
  const pages: Readonly<Record<string, Page>> = {
    'holding.html': { folder: join(root, 'renderer', 'holding'), style: 'holding.css', script: 'main.ts' },
    'overlay.html': { folder: overlay, style: 'overlay.css', script: 'main.tsx' },
  };
  await Promise.all([
    build({
      ...shared,
      entryPoints: {
        main: join(shell, 'main.ts'),
        preload: join(shell, 'preload.ts'),
        'holding-preload': join(shell, 'ways', 'preload.ts'),
        'overlay-preload': join(shell, 'overlay', 'preload.ts'),
      },
      outdir,
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      platform: 'node',
      target: ['node16.17', 'chrome108'],
      external: ['electron'],
    }),
    ...Object.entries(pages).map(async ([file, page]) => writeFile(join(outdir, file), await singleFile(page))),
    writeFile(join(outdir, 'package.json'), `${JSON.stringify(await shellPackage(), null, 2)}\n`),
  ]);
}

/** What Electron reads of an app: its name, its program, and the app id it falls back to. */
async function shellPackage(): Promise<Readonly<Record<string, string>>> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return { name: 'invigil-shell', productName: 'Invigil', version, main: 'main.cjs', desktopName: `${APP_ID}.desktop` };
}

export interface Page {
  /** With `index.html`, which has the marks for what is put in. */
  readonly folder: string;
  readonly style: string;
  readonly script: string;
}

/** One file: style and script stand in it, and its policy allows these two by their hashes, pictures and type within them, and nothing else. */
export async function singleFile({ folder, style: styleFile, script: scriptFile }: Page): Promise<string> {
  const bundled = async (file: string) => {
    const result = await build({
      ...shared,
      entryPoints: [join(folder, file)],
      write: false,
      minify: true,
      format: 'iife',
      target: 'chrome108',
      jsx: 'automatic',
      loader: { '.woff2': 'dataurl', '.svg': 'text' },
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    return result.outputFiles
      .map((output) => output.text)
      .join('')
      .trim();
  };
  const [html, style, script] = await Promise.all([readFile(join(folder, 'index.html'), 'utf8'), bundled(styleFile), bundled(scriptFile)]);
  const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; img-src data:; font-src data:`;
  const parts: Readonly<Record<string, string>> = {
    '<!-- policy -->': `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<!-- style -->': `<style>${style}</style>`,
    '<!-- script -->': `<script>${script}</script>`,
  };
  return Object.entries(parts).reduce((page, [mark, part]) => page.replace(mark, () => part), html);
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
