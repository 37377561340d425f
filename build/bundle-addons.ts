/**
 * The two packages with a native addon, in the bundles like every other: only the addon itself stays outside. Their own loaders look for
 * the right one at each start (manifests, a report of the whole process): 20 ms, where the answer is always the same. `require` finds the
 * addon from the bundle, in the checkout's node_modules as in a package's.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const MODULES = join(import.meta.dirname, '..', 'node_modules');

/** By Node-API, so that one build serves every Node from 12 on, Electron's too. For glibc, as all that Invigil runs on. */
export const ZEROMQ_BUILD = 'glibc-127-Release';

/** Where the addons lie for an architecture: `prefix`, its name, `suffix`. */
const ZEROMQ = ['zeromq/build/linux/', `/node/${ZEROMQ_BUILD}/addon.node`] as const;
const UNIX_SOCKET = ['node-unix-socket-linux-', '-gnu'] as const;

export const addons: Plugin = {
  name: 'addons',
  setup(build) {
    build.onLoad({ filter: /[/]zeromq[/]lib[/]native[.]js$/ }, () => {
      const file = join(MODULES, ZEROMQ.join(process.arch));
      if (!existsSync(file))
        throw new Error(
          `${file} is not there: this version of zeromq keeps its addon elsewhere, and ${import.meta.filename} has to say where`,
        );
      return { contents: required(ZEROMQ) };
    });
    build.onLoad({ filter: /[/]node-unix-socket[/]js[/]addon[.]js$/ }, () => ({ contents: required(UNIX_SOCKET) }));
  },
};

/** One bundle is for every architecture. */
function required([prefix, suffix]: readonly [string, string]): string {
  return `module.exports = require(${JSON.stringify(prefix)} + process.arch + ${JSON.stringify(suffix)});`;
}
