/**
 * Bundles the shell: `main.cjs`, `preload.cjs`, `holding.html`, `package.json`. For Electron 22 and later, whose Node is 16 and
 * whose Chromium is 108. The ZeroMQ addon stays outside and is found from where the bundle lies.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const shared = { bundle: true, legalComments: 'none', logLevel: 'warning' } as const satisfies BuildOptions;

export async function bundleShell(outdir: string): Promise<void> {
  await mkdir(outdir, { recursive: true });
  const shell = join(root, 'electron', 'shell');
  await Promise.all([
    build({
      ...shared,
      entryPoints: { main: join(shell, 'main.ts'), preload: join(shell, 'preload.ts') },
      outdir,
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      platform: 'node',
      target: ['node16.17', 'chrome108'],
      external: ['electron', 'zeromq'],
    }),
    holdingPage().then((html) => writeFile(join(outdir, 'holding.html'), html)),
    writeFile(join(outdir, 'package.json'), `${JSON.stringify(await shellPackage(), null, 2)}\n`),
  ]);
}

/** What Electron reads of an app: its name, its program, and the app id it falls back to. */
async function shellPackage(): Promise<Readonly<Record<string, string>>> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return { name: 'invigil-shell', productName: 'Invigil', version, main: 'main.cjs', desktopName: 'org.invigil.Invigil.desktop' };
}

/** One file: style and script stand in it, and its policy allows these two by their hashes and nothing else. */
async function holdingPage(): Promise<string> {
  const source = join(root, 'renderer', 'holding');
  const bundled = async (file: string) => {
    const result = await build({
      ...shared,
      entryPoints: [join(source, file)],
      write: false,
      minify: true,
      format: 'iife',
      target: 'chrome108',
    });
    return result.outputFiles
      .map((output) => output.text)
      .join('')
      .trim();
  };
  const [html, style, script] = await Promise.all([
    readFile(join(source, 'index.html'), 'utf8'),
    bundled('holding.css'),
    bundled('main.ts'),
  ]);
  const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}`;
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
