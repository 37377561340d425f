/** The native addon of `node-unix-socket` for one architecture; its JavaScript is in the bundles as every other package is. */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Architecture } from './layout.ts';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');

export function stageAddons(target: string, architecture: Architecture): void {
  const unixSocket = `node-unix-socket-linux-${architecture}-gnu`;
  const files = ['node-unix-socket/LICENSE', `${unixSocket}/package.json`, `${unixSocket}/node-unix-socket.linux-${architecture}-gnu.node`];
  for (const file of files) {
    const source = join(MODULES, file);
    if (!existsSync(source))
      throw new Error(`${source} is not there, and packages for ${architecture} need it: npm ci --os linux --cpu ${architecture}`);
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(source, join(target, file));
  }
}
