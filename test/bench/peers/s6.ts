/**
 * s6: `s6-svscan`, one s6-supervise for each service, `s6-log t` as logger. It restarts at once only what has said that it is ready
 * (else a second after its start at the earliest), so each service says so on `notification-fd` as the last thing before it begins.
 *
 * Its programs have the path of the next one built in, so they are laid over /usr/bin in a mount namespace of their own.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Child, Peer } from '../peer.ts';
import { brought, versionOf } from './brought.ts';
import { launched } from './launched.ts';
import { keptLogs, serviceFolders } from './service-folder.ts';

const READY = ['echo >&3', 'exec 3>&-'];
const saysReady = ({ byDefault }: Child) => byDefault !== true;
const NAMESPACE = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
const LAY_OVER = 'mount -t overlay overlay -o "lowerdir=$1:/usr/bin" /usr/bin && exec s6-svscan "$2"';

export const s6: Peer = {
  name: 's6',
  title: 's6',
  version: () => versionOf('s6'),
  cannot: ['silence'],
  start(folder, children) {
    const root = brought('s6');
    const libraries = readdirSync(join(root, 'usr/lib')).filter((name) => name.endsWith('-linux-gnu'));
    // Files of 100 MB, none given up.
    const services = serviceFolders(folder, children, {
      before: (child) => (saysReady(child) ? READY : []),
      logger: (logs) => `s6-log n1000 s100000000 t ${logs}`,
    });
    for (const { name } of children.filter(saysReady)) writeFileSync(join(services, name, 'notification-fd'), '3\n');
    return launched({
      folder,
      command: ['unshare', ...NAMESPACE, '--propagation', 'private', 'sh', '-c', LAY_OVER, 'sh', join(root, 'usr/bin'), services],
      environment: { LD_LIBRARY_PATH: libraries.map((name) => join(root, 'usr/lib', name)).join(':') },
      logs: (child) => keptLogs(folder, child),
    });
  },
};
