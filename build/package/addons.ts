/**
 * The native addons for one architecture: of `zeromq` (shell and supervisor) and `node-unix-socket` (supervisor), whose JavaScript is in
 * the bundles as every other package is.
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
    `zeromq/build/linux/${architecture}/node/${ZEROMQ_BUILD}/addon.node`,
    'node-unix-socket/LICENSE',
    `${unixSocket}/package.json`,
    `${unixSocket}/node-unix-socket.linux-${architecture}-gnu.node`,
  ];
  for (const file of files) {
    const source = join(MODULES, file);
    if (!existsSync(source))
      throw new Error(`${source} is not there, and packages for ${architecture} need it: npm ci --os linux --cpu ${architecture}`);
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(source, join(target, file));
  }
}
