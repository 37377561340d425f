/**
 * monit, with the shortest cycle that it has, a second. Its services are programs that put themselves into the background and leave
 * their pid in a file, as it wants them. A start that did not succeed is given up after a second, not 30. `then start` is one step
 * where the usual `restart` is two. Its services are left to the init of the machine; `reaper` is one that collects them at once.
 */
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiled } from '../../support/compile.ts';
import { until } from '../../support/until.ts';
import type { Child, Peer } from '../peer.ts';
import { brought, versionOf } from './brought.ts';
import { launched } from './launched.ts';
import { scriptOf } from './service-folder.ts';

const CYCLE_SECONDS = 1;
const STARTED_WITHIN_MS = 20_000;

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
  async start(folder, children) {
    const file = join(folder, 'monitrc');
    const pidFile = join(folder, 'monit.pid');
    const own = Object.entries({ pidfile: pidFile, idfile: join(folder, 'monit.id'), statefile: join(folder, 'monit.state') });
    const head = [`set daemon ${CYCLE_SECONDS}`, ...own.map(([name, path]) => `set ${name} ${path}`), ''].join('\n');
    // Of one that was killed.
    rmSync(pidFile, { force: true });
    writeFileSync(file, `${head}${children.map((child) => check(folder, child)).join('')}`);
    chmodSync(file, 0o600);
    const init = await launched({
      folder,
      command: [compiled('reaper', ['-static']), join(brought('monit'), 'usr/bin/monit'), '-I', '-c', file],
    });
    const noted = () => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) || null : null);
    const pid = await until('monit has noted its pid', noted, STARTED_WITHIN_MS);
    return { ...init, pid, processes: () => init.processes().filter((each) => each !== init.pid) };
  },
};
