/**
 * The native addons and what loads them, for one architecture: `zeromq` (shell and supervisor) and `node-unix-socket` (supervisor).
 * Every other package is in the bundles.
 */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ZEROMQ_BUILD } from '../bundle-addons.ts';
import type { Architecture } from './layout.ts';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');

export function stageAddons(target: string, architecture: Architecture): void {
  const unixSocket = `node-unix-socket-linux-${architecture}-gnu`;
  const files = [
    'zeromq/package.json',
    'zeromq/LICENSE.txt',
    'zeromq/LICENSE_MPL-2.0.txt',
    'zeromq/lib',
    'zeromq/build/manifest.json',
    `zeromq/build/linux/${architecture}/node/${ZEROMQ_BUILD}/addon.node`,
    'cmake-ts/package.json',
    'cmake-ts/build/loader.js',
    'node-unix-socket/package.json',
    'node-unix-socket/LICENSE',
    'node-unix-socket/js',
    `${unixSocket}/package.json`,
    `${unixSocket}/node-unix-socket.linux-${architecture}-gnu.node`,
  ];
  for (const file of files) {
    const source = join(MODULES, file);
    if (!existsSync(source))
      throw new Error(`${source} is not there, and packages for ${architecture} need it: npm ci --os linux --cpu ${architecture}`);
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(source, join(target, file), { recursive: true, filter: (path) => !/\.(d\.ts|map|tsbuildinfo)$|\/ts3\.7$/.test(path) });
  }
}
