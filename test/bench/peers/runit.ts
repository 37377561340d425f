/** runit: `runsvdir -P`, one runsv for each service, `svlogd -tt` as logger. It restarts at once what has run for a second. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from '../peer.ts';
import { brought, versionOf } from './brought.ts';
import { launched } from './launched.ts';
import { keptLogs, serviceFolders } from './service-folder.ts';

/** Files of 100 MB, none given up. */
const KEEP = 's100000000\nn0\n';

export const runit: Peer = {
  name: 'runit',
  title: 'runit',
  version: () => versionOf('runit'),
  cannot: ['silence'],
  start(folder, children) {
    const programs = join(brought('runit'), 'usr/bin');
    const logger = (logs: string) => `${join(programs, 'svlogd')} -tt ${logs}`;
    for (const { name } of children.filter(({ stamped }) => stamped === true)) {
      mkdirSync(join(folder, 'logs', name), { recursive: true });
      writeFileSync(join(folder, 'logs', name, 'config'), KEEP);
    }
    return launched({
      folder,
      command: [join(programs, 'runsvdir'), '-P', serviceFolders(folder, children, { logger })],
      environment: { PATH: `${programs}:${process.env['PATH']}` },
      logs: (child) => keptLogs(folder, child),
    });
  },
};
