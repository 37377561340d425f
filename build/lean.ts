/** Leaves out of the bundle what nobody of us uses and everybody would wait for, at each start and each command. */
import type { Plugin } from 'esbuild';

/** zod says its own errors in 50 languages; ours are said by our own schemas, the rest in English. */
const LANGUAGES = /node_modules[/]zod[/]v4[/]locales[/]index[.]js$/;

/**
 * Node fills every name of an imported module of its own, and for `node:http` loads a whole client for web sockets to do so: 60 ms. The
 * same module by its other door is not filled.
 */
const HTTP = /^(node:)?https?$/;

export const lean: Plugin = {
  name: 'lean',
  setup(build) {
    build.onLoad({ filter: LANGUAGES }, () => ({ contents: "export { default as en } from './en.js';" }));
    build.onResolve({ filter: HTTP }, ({ path }) => ({ path: path.replace(/^(node:)?/, 'node:'), namespace: 'unfilled' }));
    build.onLoad({ filter: /./, namespace: 'unfilled' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
