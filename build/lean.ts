/** Leaves out of the bundle what nobody of us uses and everybody would wait for, at each start and each command. */
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** zod says its own errors in 50 languages; ours are said by our own schemas, the rest in English. */
const LANGUAGES = /node_modules[/]zod[/]v4[/]locales[/]index[.]js$/;

/** Our own sources. zod's `z` is an object that holds all of zod; as a namespace it brings only what is used of it. */
const OWN = /[/](electron|renderer)[/].*[.]tsx?$/;
const ALL_OF_ZOD = "import { z } from 'zod';";
const OF_ZOD = "import * as z from 'zod';";

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

/** What commander loads to start programs as its commands: 12 ms of every command, and none of ours is a program. */
const STARTER = `export default { spawn: (...args) => process.getBuiltinModule('node:child_process').spawn(...args) };`;
const COMMANDER = /node_modules[/]commander[/]/;

/**
 * Node's own modules by their other door. Imported, Node calls every getter of every name to fill the module: `node:fs` so brings its
 * promises, `node:process` three streams, threads and reports, `node:http` a client for web sockets; 30 ms of CPU time of every command.
 * `process.getBuiltinModule` fills nothing. For Node 24 only: older ones have no such door.
 */
export const unfilled: Plugin = {
  name: 'unfilled',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, kind, importer }) => {
      if (kind !== 'import-statement' || !isBuiltin(path)) return null;
      const name = path.replace(/^(node:)?/, 'node:');
      return { path: name, namespace: COMMANDER.test(importer) && name === 'node:child_process' ? 'starter' : 'unfilled' };
    });
    build.onLoad({ filter: /./, namespace: 'starter' }, () => ({ contents: STARTER }));
    build.onLoad({ filter: /./, namespace: 'unfilled' }, ({ path }) => {
      // Each name for itself and without effect, so that only those are read that somebody uses.
      const names = namesOf(path).map((name) => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})();`);
      return {
        contents: [`const builtin = process.getBuiltinModule(${JSON.stringify(path)});`, 'export default builtin;', ...names].join('\n'),
      };
    });
  },
};

function namesOf(module: string): readonly string[] {
  return Object.getOwnPropertyNames(process.getBuiltinModule(module)).filter((name) => IDENTIFIER.test(name) && name !== 'default');
}
