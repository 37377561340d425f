/**
 * monit, with the shortest cycle that it has, a second. Its services are programs that put themselves into the background and leave
 * their pid in a file, as it wants them. A start that did not succeed is given up after a second, not 30. `then start` is one step
 * where the usual `restart` is two.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiled } from '../../support/compile.ts';
import type { Child, Peer } from '../peer.ts';
import { brought, versionOf } from './brought.ts';
import { launched } from './launched.ts';
import { scriptOf } from './service-folder.ts';

const CYCLE_SECONDS = 1;

function check(folder: string, child: Child): string {
  const file = (kind: string) => join(folder, `${child.name}.${kind}`);
  writeFileSync(file('run'), scriptOf(child), { mode: 0o755 });
  writeFileSync(file('start'), `#!/bin/sh\n${file('run')} >/dev/null 2>&1 &\necho $! > ${file('pid')}\n`, { mode: 0o755 });
  return `check process ${child.name} with pidfile ${file('pid')}
  start program = "${file('start')}" with timeout ${CYCLE_SECONDS} seconds
  if does not exist then start
`;
}

export const monit: Peer = {
  name: 'monit',
  title: 'monit',
  version: () => versionOf('monit'),
  cannot: ['stamp', 'silence'],
  start(folder, children) {
    const file = join(folder, 'monitrc');
    const own = ['pidfile', 'idfile', 'statefile'].map((name) => `set ${name} ${join(folder, `monit.${name}`)}\n`);
    const text = `set daemon ${CYCLE_SECONDS}\n${own.join('')}${children.map((child) => check(folder, child)).join('')}`;
    writeFileSync(file, text);
    chmodSync(file, 0o600);
    return launched({ folder, command: [compiled('reaper', ['-static']), join(brought('monit'), 'usr/bin/monit'), '-I', '-c', file] });
  },
};
