/** Leaves out of the bundle what nobody of us uses and everybody would wait for, at each start and each command. */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** zod says its own errors in 50 languages; ours are said by our own schemas, the rest in English. */
const LANGUAGES = /node_modules[/]zod[/]v4[/]locales[/]index[.]js$/;

/** Our own sources. zod's `z` is an object that holds all of zod; as a namespace it brings only what is used of it. */
const OWN = /[/](electron|renderer)[/].*[.]tsx?$/;
const ALL_OF_ZOD = "import { z } from 'zod';";
const OF_ZOD = "import * as z from 'zod';";

/**
 * Node fills every name of an imported module of its own, and for `node:http` loads a whole client for web sockets to do so: 60 ms. The
 * same module by its other door is not filled.
 */
const HTTP = /^(node:)?https?$/;

/** For every bundle. */
export const lean: Plugin = {
  name: 'lean',
  setup(build) {
    build.onLoad({ filter: LANGUAGES }, () => ({ contents: "export { default as en } from './en.js';" }));
    build.onLoad({ filter: OWN }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: source.replace(ALL_OF_ZOD, OF_ZOD), loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

/** For Node 24 only: older ones have no such door. */
export const unfilled: Plugin = {
  name: 'unfilled',
  setup(build) {
    build.onResolve({ filter: HTTP }, ({ path }) => ({ path: path.replace(/^(node:)?/, 'node:'), namespace: 'unfilled' }));
    build.onLoad({ filter: /./, namespace: 'unfilled' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
