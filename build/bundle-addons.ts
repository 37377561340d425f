/**
 * The package with a native addon, in the bundles like every other: only the addon itself stays outside. Its own loader looks for the right
 * one at each start (a report of the whole process), where the answer is always the same. `require` finds the addon from the bundle, in
 * the checkout's node_modules as in a package's. For glibc, as all that Invigil runs on; one bundle is for every architecture.
 */
import type { Plugin } from 'esbuild';

export const addons: Plugin = {
  name: 'addons',
  setup(build) {
    build.onLoad({ filter: /[/]node-unix-socket[/]js[/]addon[.]js$/ }, () => ({
      contents: "module.exports = require('node-unix-socket-linux-' + process.arch + '-gnu');",
    }));
  },
};
