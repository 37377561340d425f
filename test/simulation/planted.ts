/**
 * Faults planted in the policy on purpose. Each is a small change to its source, as a person would get it wrong; the changed
 * source is bundled in memory and loaded, and nothing on the disk is touched. A fault that no longer finds its text says so.
 */
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Policy } from './policy.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../electron/supervisor/policy');

export interface Planted {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The policy with one fault in it. */
export async function plant(planted: Planted): Promise<Policy> {
  return import(/* @vite-ignore */ await spoiled(planted, FOLDER));
}

/** The module of this folder with one fault in it, as an address to import from. */
export async function spoiled(planted: Planted, folder: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, 'index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    plugins: [spoiling(planted)],
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error('the policy was not bundled');
  return `data:text/javascript;base64,${Buffer.from(bundle.text).toString('base64')}`;
}

function spoiling({ name, file, from, to }: Planted): Plugin {
  return {
    name: 'spoiling',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path: loaded }) => {
        const { readFile } = await import('node:fs/promises');
        const source = await readFile(loaded, 'utf8');
        if (path.basename(loaded) !== file) return { contents: source, loader: 'ts' };
        if (source.split(from).length !== 2)
          throw new Error(`"${name}": "${from}" stands ${source.split(from).length - 1} times in ${file}, not once`);
        return { contents: source.replace(from, () => to), loader: 'ts' };
      });
    },
  };
}
